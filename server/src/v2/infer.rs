//! Inference.

use super::request::InferRequest;
use super::response::{InferResponse, infer_response};
use super::{HEADER_LENGTH, ModelPath, V2Error};
use crate::AppState;
use crate::body;
use crate::error::{ApiError, V2Problem};
use crate::openapi::Binary;
use axum::extract::{Path, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use recognizer::DigitImage;
use std::sync::Arc;

/// Classify digit images
///
/// Takes one tensor `image` `[N, 1, 28, 28]` with N from 1 to 256: UINT8 from 0 to 255, or FP32
/// from 0 to 1, which is rounded to 255ths; 0 is paper. As JSON, or as binary after the JSON, whose
/// length in bytes is then in `Inference-Header-Content-Length`. A blank image has the digit -1,
/// probabilities of 0 and the rejection 1; over a rejection of 0.5 the digit is unreliable.
#[utoipa::path(
    post,
    path = "/v2/models/{model}/infer",
    tag = "open inference protocol",
    params(
        ("model" = String, Path, description = "Name of the model, digits unless the server was started with --model"),
        ("inference-header-content-length" = Option<usize>, Header, description = "Bytes of JSON in front of binary tensors"),
    ),
    request_body(
        description = "1 to 256 digit images",
        content((InferRequest = "application/json"), (inline(Binary) = "application/octet-stream"))
    ),
    responses(
        (status = OK, description = "Outputs of the model, as JSON or with binary after the JSON", content(
            (InferResponse = "application/json"), (inline(Binary) = "application/octet-stream")
        )),
        (status = 400, description = "Invalid request", body = V2Problem),
        (status = 404, description = "No such model", body = V2Problem),
        (status = 408, description = "The body arrived too slowly", body = V2Problem),
        (status = 413, description = "The body is too large", body = V2Problem),
        (status = 415, description = "The body is compressed", body = V2Problem),
        (status = 503, description = "Overloaded; try again after Retry-After", body = V2Problem),
    )
)]
pub(crate) async fn infer(
    State(state): State<Arc<AppState>>,
    Path(path): Path<ModelPath>,
    request: Request,
) -> Result<Response, V2Error> {
    let (request, images) = read_request(&state, request).await?;
    path.check(&state.model.identity)?;
    let outputs = request.selected_outputs()?;
    let predicted = state.inference.predict(images).await?;
    state.metrics.rejected.inc_by(predicted.rejected());
    Ok(infer_response(
        &state.model.identity,
        request.id,
        &outputs,
        &predicted.predictions,
    )?)
}

async fn read_request(
    state: &AppState,
    request: Request,
) -> Result<(InferRequest, Vec<DigitImage>), ApiError> {
    let json_length = header_length(request.headers());
    let body = body::read(request, state.limits.body, &state.bodies).await?;
    let bytes = body.bytes();
    InferRequest::parse(bytes, json_length?.unwrap_or(bytes.len()))
}

/// Value of `Inference-Header-Content-Length`; `None` without the header.
fn header_length(headers: &HeaderMap) -> Result<Option<usize>, ApiError> {
    let Some(length) = headers.get(HEADER_LENGTH) else {
        return Ok(None);
    };
    let length = length.to_str().ok().and_then(|length| length.parse().ok());
    length.map(Some).ok_or_else(|| {
        let message = "send Inference-Header-Content-Length as a number of bytes";
        ApiError::Malformed(message.to_owned())
    })
}
