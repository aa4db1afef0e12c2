//! The Open Inference Protocol (KServe's V2 over REST), with its binary tensor data extension.

mod infer;
mod metadata;
mod reply;
mod request;
mod tensor;

use crate::App;
use crate::error::ApiError;
use axum::http::HeaderName;
use axum::response::{IntoResponse, Response};
use protocol::api::ModelIdentity;
use serde::Deserialize;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Length of the JSON in front of binary tensors.
pub(crate) const HEADER_LENGTH: HeaderName =
    HeaderName::from_static("inference-header-content-length");

pub(crate) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default()
        .routes(routes!(metadata::server))
        .routes(routes!(metadata::live))
        .routes(routes!(metadata::ready))
        .routes(routes!(metadata::model))
        .routes(routes!(metadata::model_ready))
        .routes(routes!(metadata::version))
        .routes(routes!(metadata::version_ready))
        .routes(routes!(infer::infer))
        .routes(routes!(infer::infer_version))
}

/// An error as the protocol has it.
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

/// Which model is asked, as its address says.
#[derive(Deserialize)]
pub(crate) struct Asked {
    model: String,
    version: Option<String>,
}

impl Asked {
    /// Refuses every model but the one there is.
    fn check(&self, served: &ModelIdentity) -> Result<(), ApiError> {
        let (name, version) = (&*served.name, &*served.version);
        if self.model != name {
            return Err(ApiError::UnknownModel(format!(
                "ask for the model {name}; there is no other"
            )));
        }
        match self.version.as_deref() {
            Some(asked) if asked != version => Err(ApiError::UnknownModel(format!(
                "ask for version {version} of {name}; there is no other"
            ))),
            _ => Ok(()),
        }
    }
}
