//! Metadata and health of the server and its model.

use super::{ModelPath, V2Error};
use crate::AppState;
use crate::api::{description, uncached};
use crate::error::V2Problem;
use crate::served_model::ServedModel;
use axum::extract::{Path, State};
use axum::response::Response;
use protocol::api::TensorDescription;
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;
use utoipa::ToSchema;

/// Server metadata.
#[derive(Serialize, ToSchema)]
pub(crate) struct ServerMetadata {
    /// Name of the server.
    name: &'static str,
    /// Version of the server.
    version: &'static str,
    /// Supported protocol extensions.
    #[schema(value_type = Vec<String>)]
    extensions: [&'static str; 1],
}

/// Model metadata.
#[derive(Serialize, ToSchema)]
pub(crate) struct ModelMetadata {
    /// Name of the model.
    #[schema(value_type = String)]
    name: Cow<'static, str>,
    /// Available versions.
    #[schema(value_type = Vec<String>)]
    versions: [Cow<'static, str>; 1],
    /// Engine and file format.
    platform: &'static str,
    /// Input: UINT8 from 0 to 255, or FP32 from 0 to 1, which is rounded to 255ths.
    #[schema(value_type = Vec<TensorDescription>)]
    inputs: [TensorDescription; 1],
    /// Outputs. A blank image has the digit -1, probabilities of 0 and the rejection 1; over a
    /// rejection of 0.5 the digit is unreliable.
    outputs: Vec<TensorDescription>,
    /// Parameters of this server beyond the protocol.
    parameters: ModelParameters,
}

#[derive(Serialize, ToSchema)]
struct ModelParameters {
    /// SHA-256 of the ONNX file, in hexadecimal.
    #[schema(value_type = String)]
    fingerprint: Cow<'static, str>,
}

/// Liveness of the server.
#[derive(Serialize, ToSchema)]
pub(crate) struct Live {
    /// Always true.
    live: bool,
}

/// Readiness of the server or of a model.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ready {
    /// Name of the model; absent for the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    name: Option<Cow<'static, str>>,
    /// Always true: a server or model that is not ready is an error.
    ready: bool,
}

/// Server metadata
#[utoipa::path(
    get,
    path = "/v2",
    tag = "open inference protocol",
    responses((status = OK, description = "Metadata of the server", body = ServerMetadata))
)]
pub(crate) async fn server() -> Response {
    uncached(ServerMetadata {
        name: "inkling",
        version: env!("CARGO_PKG_VERSION"),
        extensions: ["binary_tensor_data"],
    })
}

/// Liveness of the server
#[utoipa::path(
    get,
    path = "/v2/health/live",
    tag = "open inference protocol",
    responses((status = OK, description = "The server runs", body = Live))
)]
pub(crate) async fn live() -> Response {
    uncached(Live { live: true })
}

/// Readiness of the server
#[utoipa::path(
    get,
    path = "/v2/health/ready",
    tag = "open inference protocol",
    responses(
        (status = OK, description = "The server is ready", body = Ready),
        (status = SERVICE_UNAVAILABLE, description = "The server is not ready", body = V2Problem),
    )
)]
pub(crate) async fn ready(State(state): State<Arc<AppState>>) -> Result<Response, V2Error> {
    state.check_ready()?;
    Ok(uncached(Ready {
        name: None,
        ready: true,
    }))
}

/// Model metadata
#[utoipa::path(
    get,
    path = "/v2/models/{model}",
    tag = "open inference protocol",
    params(("model" = String, Path, description = "Name of the model, digits unless the server was started with --model")),
    responses(
        (status = OK, description = "Metadata of the model", body = ModelMetadata),
        (status = NOT_FOUND, description = "No such model", body = V2Problem),
    )
)]
pub(crate) async fn model(
    State(state): State<Arc<AppState>>,
    Path(path): Path<ModelPath>,
) -> Result<Response, V2Error> {
    path.check(&state.model.identity)?;
    let ServedModel {
        identity, platform, ..
    } = state.model.clone();
    let description = description();
    Ok(uncached(ModelMetadata {
        name: identity.name,
        versions: [identity.version],
        platform,
        inputs: [description.input],
        outputs: description.outputs,
        parameters: ModelParameters {
            fingerprint: identity.fingerprint,
        },
    }))
}

/// Readiness of the model
#[utoipa::path(
    get,
    path = "/v2/models/{model}/ready",
    tag = "open inference protocol",
    params(("model" = String, Path, description = "Name of the model, digits unless the server was started with --model")),
    responses(
        (status = OK, description = "The model is ready", body = Ready),
        (status = NOT_FOUND, description = "No such model", body = V2Problem),
        (status = SERVICE_UNAVAILABLE, description = "The model is not ready", body = V2Problem),
    )
)]
pub(crate) async fn model_ready(
    State(state): State<Arc<AppState>>,
    Path(path): Path<ModelPath>,
) -> Result<Response, V2Error> {
    path.check(&state.model.identity)?;
    state.check_ready()?;
    Ok(uncached(Ready {
        name: Some(state.model.identity.name.clone()),
        ready: true,
    }))
}
