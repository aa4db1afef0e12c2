//! Open Inference Protocol (KServe's V2 over REST), with its binary tensor data extension.

mod infer;
mod metadata;
mod request;
mod response;
mod schema;
mod tensor;
mod versions;

#[cfg(any(test, fuzzing))]
pub(crate) use request::InferRequest;

use crate::AppState;
use crate::error::ApiError;
use axum::http::HeaderName;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use protocol::api::ModelIdentity;
use serde::Deserialize;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Length in bytes of the JSON in front of binary tensors.
pub(crate) const HEADER_LENGTH: HeaderName =
    HeaderName::from_static("inference-header-content-length");

/// Path of a model with its version; the documented paths have none.
const VERSION_PATH: &str = "/v2/models/{model}/versions/{version}";

/// Routes with their documentation; those of a model exist with and without version.
pub(crate) fn routes() -> OpenApiRouter<Arc<AppState>> {
    let mut router = OpenApiRouter::default()
        .routes(routes!(metadata::server))
        .routes(routes!(metadata::live))
        .routes(routes!(metadata::ready))
        .routes(routes!(metadata::model))
        .routes(routes!(metadata::model_ready))
        .routes(routes!(infer::infer));
    versions::document(router.get_openapi_mut());
    router
        .route(VERSION_PATH, get(metadata::model))
        .route(&format!("{VERSION_PATH}/ready"), get(metadata::model_ready))
        .route(&format!("{VERSION_PATH}/infer"), post(infer::infer))
}

/// Error that renders in the protocol's format.
#[derive(Debug)]
pub(crate) struct V2Error(ApiError);

impl From<ApiError> for V2Error {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

impl IntoResponse for V2Error {
    fn into_response(self) -> Response {
        self.0.into_v2_response()
    }
}

/// Path parameters: model and, optionally, version.
#[derive(Deserialize)]
pub(crate) struct ModelPath {
    model: String,
    version: Option<String>,
}

impl ModelPath {
    /// Checks that the path names the served model.
    fn check(&self, served: &ModelIdentity) -> Result<(), ApiError> {
        let (name, version) = (&*served.name, &*served.version);
        if self.model != name {
            return Err(ApiError::UnknownModel(format!(
                "ask for the model {name}; there is no other"
            )));
        }
        match self.version.as_deref() {
            Some(other) if other != version => Err(ApiError::UnknownModel(format!(
                "ask for version {version} of {name}; there is no other"
            ))),
            _ => Ok(()),
        }
    }
}
