//! What there is, and whether it can be asked.

use super::{Asked, V2Error};
use crate::App;
use crate::api::{description, fresh};
use crate::error::V2Problem;
use crate::served_model::ServedModel;
use axum::extract::{Path, State};
use axum::response::Response;
use protocol::api::TensorDescription;
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;
use utoipa::ToSchema;

/// What the server can do.
#[derive(Serialize, ToSchema)]
pub(crate) struct ServerMetadata {
    /// Its name.
    name: &'static str,
    /// Its version.
    version: &'static str,
    /// Extensions of the protocol that it has.
    #[schema(value_type = Vec<String>)]
    extensions: [&'static str; 1],
}

/// What the model takes and gives.
#[derive(Serialize, ToSchema)]
pub(crate) struct ModelMetadata {
    /// Its name.
    #[schema(value_type = String)]
    name: Cow<'static, str>,
    /// Versions that can be asked for.
    #[schema(value_type = Vec<String>)]
    versions: [Cow<'static, str>; 1],
    /// What runs it, and its format.
    platform: &'static str,
    /// What it takes: UINT8 from 0 to 255, or FP32 from 0 to 1, which is rounded to 255ths.
    #[schema(value_type = Vec<TensorDescription>)]
    inputs: [TensorDescription; 1],
    /// What it gives. A blank image has the digit -1, probabilities of 0 and the rejection 1; over
    /// a rejection of 0.5 the digit is no more than a guess.
    outputs: Vec<TensorDescription>,
    /// What tells it from others of its name.
    parameters: ModelParameters,
}

#[derive(Serialize, ToSchema)]
struct ModelParameters {
    /// SHA-256 of its ONNX file, in hexadecimal.
    #[schema(value_type = String)]
    fingerprint: Cow<'static, str>,
}

/// Whether the server runs.
#[derive(Serialize, ToSchema)]
pub(crate) struct Live {
    /// Always true.
    live: bool,
}

/// Whether it can be asked.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ready {
    /// Name of the model; left out where the server was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    name: Option<Cow<'static, str>>,
    /// Always true: otherwise the answer is an error.
    ready: bool,
}

/// What the server can do
#[utoipa::path(
    get,
    path = "/v2",
    tag = "open inference protocol",
    responses((status = OK, description = "Its metadata", body = ServerMetadata))
)]
pub(crate) async fn server() -> Response {
    fresh(ServerMetadata {
        name: "inkling",
        version: env!("CARGO_PKG_VERSION"),
        extensions: ["binary_tensor_data"],
    })
}

/// Whether the server runs
#[utoipa::path(
    get,
    path = "/v2/health/live",
    tag = "open inference protocol",
    responses((status = OK, description = "It does", body = Live))
)]
pub(crate) async fn live() -> Response {
    fresh(Live { live: true })
}

/// Whether requests should be sent here
#[utoipa::path(
    get,
    path = "/v2/health/ready",
    tag = "open inference protocol",
    responses(
        (status = OK, description = "They should", body = Ready),
        (status = SERVICE_UNAVAILABLE, description = "They should not", body = V2Problem),
    )
)]
pub(crate) async fn ready(State(app): State<Arc<App>>) -> Result<Response, V2Error> {
    app.readiness()?;
    Ok(fresh(Ready {
        name: None,
        ready: true,
    }))
}

/// What the model takes and gives
#[utoipa::path(
    get,
    path = "/v2/models/{model}",
    tag = "open inference protocol",
    params(("model" = String, Path, description = "Its name, digits unless the server was started with --model")),
    responses(
        (status = OK, description = "Its metadata", body = ModelMetadata),
        (status = NOT_FOUND, description = "There is no such model", body = V2Problem),
    )
)]
pub(crate) async fn model(
    State(app): State<Arc<App>>,
    Path(asked): Path<Asked>,
) -> Result<Response, V2Error> {
    metadata(&app, &asked)
}

/// What this version of the model takes and gives
#[utoipa::path(
    get,
    path = "/v2/models/{model}/versions/{version}",
    tag = "open inference protocol",
    params(
        ("model" = String, Path, description = "Its name, digits unless the server was started with --model"),
        ("version" = String, Path, description = "As the metadata has it"),
    ),
    responses(
        (status = OK, description = "Its metadata", body = ModelMetadata),
        (status = NOT_FOUND, description = "There is no such model", body = V2Problem),
    )
)]
pub(crate) async fn version(
    State(app): State<Arc<App>>,
    Path(asked): Path<Asked>,
) -> Result<Response, V2Error> {
    metadata(&app, &asked)
}

/// Whether the model can be asked
#[utoipa::path(
    get,
    path = "/v2/models/{model}/ready",
    tag = "open inference protocol",
    params(("model" = String, Path, description = "Its name, digits unless the server was started with --model")),
    responses(
        (status = OK, description = "It can", body = Ready),
        (status = NOT_FOUND, description = "There is no such model", body = V2Problem),
        (status = SERVICE_UNAVAILABLE, description = "It cannot", body = V2Problem),
    )
)]
pub(crate) async fn model_ready(
    State(app): State<Arc<App>>,
    Path(asked): Path<Asked>,
) -> Result<Response, V2Error> {
    readiness(&app, &asked)
}

/// Whether this version of the model can be asked
#[utoipa::path(
    get,
    path = "/v2/models/{model}/versions/{version}/ready",
    tag = "open inference protocol",
    params(
        ("model" = String, Path, description = "Its name, digits unless the server was started with --model"),
        ("version" = String, Path, description = "As the metadata has it"),
    ),
    responses(
        (status = OK, description = "It can", body = Ready),
        (status = NOT_FOUND, description = "There is no such model", body = V2Problem),
        (status = SERVICE_UNAVAILABLE, description = "It cannot", body = V2Problem),
    )
)]
pub(crate) async fn version_ready(
    State(app): State<Arc<App>>,
    Path(asked): Path<Asked>,
) -> Result<Response, V2Error> {
    readiness(&app, &asked)
}

fn metadata(app: &App, asked: &Asked) -> Result<Response, V2Error> {
    asked.check(&app.model.identity)?;
    let ServedModel {
        identity, platform, ..
    } = app.model.clone();
    let description = description();
    Ok(fresh(ModelMetadata {
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

fn readiness(app: &App, asked: &Asked) -> Result<Response, V2Error> {
    asked.check(&app.model.identity)?;
    app.readiness()?;
    Ok(fresh(Ready {
        name: Some(app.model.identity.name.clone()),
        ready: true,
    }))
}
