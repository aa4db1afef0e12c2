//! Documentation of the paths with a version, which share their handlers with those without.

use super::VERSION_PATH;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{OpenApi, Required};

/// Suffix of each path, and the operation ID with a version.
const OPERATIONS: [(&str, &str); 3] = [
    ("", "version"),
    ("/ready", "version_ready"),
    ("/infer", "infer_version"),
];

/// Adds the paths with a version to a document that has those without.
pub(super) fn document(openapi: &mut OpenApi) {
    let paths = &mut openapi.paths.paths;
    for (suffix, operation_id) in OPERATIONS {
        let Some(mut item) = paths.get(&format!("/v2/models/{{model}}{suffix}")).cloned() else {
            continue;
        };
        for operation in [&mut item.get, &mut item.post].into_iter().flatten() {
            add_version(operation, operation_id);
        }
        paths.insert(format!("{VERSION_PATH}{suffix}"), item);
    }
}

fn add_version(operation: &mut Operation, operation_id: &str) {
    operation.operation_id = Some(operation_id.to_owned());
    let summary = operation.summary.take().unwrap_or_default();
    operation.summary = Some(format!("{summary} (by version)"));
    let parameters = operation.parameters.get_or_insert_default();
    // Right behind the model, as in the path.
    parameters.insert(1.min(parameters.len()), version().into());
}

fn version() -> Parameter {
    ParameterBuilder::new()
        .name("version")
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some("Version of the model, as in its metadata"))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}
