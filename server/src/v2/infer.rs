//! Inference.

use super::reply::{InferResponse, reply};
use super::request::InferRequest;
use super::{Asked, HEADER_LENGTH, V2Error};
use crate::App;
use crate::body;
use crate::error::{ApiError, V2Problem};
use axum::extract::{Path, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use recognizer::DigitImage;
use std::sync::Arc;

/// Classify digit images
///
/// Takes one tensor `image` `[N, 1, 28, 28]` with N from 1 to 256: UINT8 from 0 to 255, or FP32
/// from 0 to 1, which is rounded to 255ths; 0 is paper. In JSON, or in binary after the JSON, whose
/// length is then in `Inference-Header-Content-Length`. A blank image has the digit -1,
/// probabilities of 0 and the rejection 1; over a rejection of 0.5 the digit is no more than a guess.
#[utoipa::path(
    post,
    path = "/v2/models/{model}/infer",
    tag = "open inference protocol",
    params(
        ("model" = String, Path, description = "Its name, digits unless the server was started with --model"),
        ("inference-header-content-length" = Option<usize>, Header, description = "Bytes of JSON in front of binary tensors"),
    ),
    request_body(
        description = "1 to 256 digit images",
        content((InferRequest = "application/json"), (Vec<u8> = "application/octet-stream"))
    ),
    responses(
        (status = OK, description = "What the model says", body = InferResponse),
        (status = 400, description = "No such tensor", body = V2Problem),
        (status = 404, description = "There is no such model", body = V2Problem),
        (status = 413, description = "The body is too large", body = V2Problem),
        (status = 503, description = "Too much to do; ask again after Retry-After", body = V2Problem),
    )
)]
pub(crate) async fn infer(
    State(app): State<Arc<App>>,
    Path(asked): Path<Asked>,
    request: Request,
) -> Result<Response, V2Error> {
    Ok(answer(&app, &asked, request).await?)
}

/// Classify digit images with this version of the model
///
/// As without a version.
#[utoipa::path(
    post,
    path = "/v2/models/{model}/versions/{version}/infer",
    tag = "open inference protocol",
    params(
        ("model" = String, Path, description = "Its name, digits unless the server was started with --model"),
        ("version" = String, Path, description = "As the metadata has it"),
        ("inference-header-content-length" = Option<usize>, Header, description = "Bytes of JSON in front of binary tensors"),
    ),
    request_body(
        description = "1 to 256 digit images",
        content((InferRequest = "application/json"), (Vec<u8> = "application/octet-stream"))
    ),
    responses(
        (status = OK, description = "What the model says", body = InferResponse),
        (status = 400, description = "No such tensor", body = V2Problem),
        (status = 404, description = "There is no such model", body = V2Problem),
        (status = 413, description = "The body is too large", body = V2Problem),
        (status = 503, description = "Too much to do; ask again after Retry-After", body = V2Problem),
    )
)]
pub(crate) async fn infer_version(
    State(app): State<Arc<App>>,
    Path(asked): Path<Asked>,
    request: Request,
) -> Result<Response, V2Error> {
    Ok(answer(&app, &asked, request).await?)
}

async fn answer(app: &App, asked: &Asked, request: Request) -> Result<Response, ApiError> {
    let (request, images) = parsed(app, request).await?;
    asked.check(&app.model.identity)?;
    let wanted = request.wanted()?;
    let predicted = app.digits.predict(images).await?;
    app.metrics.rejected.inc_by(predicted.rejected());
    reply(
        &app.model.identity,
        request.id,
        &wanted,
        &predicted.predictions,
    )
}

async fn parsed(app: &App, request: Request) -> Result<(InferRequest, Vec<DigitImage>), ApiError> {
    let header = header_length(request.headers());
    let body = body::read(request, app.limits.body, &app.bodies).await?;
    let bytes = body.bytes();
    InferRequest::parse(bytes, header?.unwrap_or(bytes.len()))
}

/// How many bytes of JSON come before binary tensors, if the client says so.
fn header_length(headers: &HeaderMap) -> Result<Option<usize>, ApiError> {
    let Some(length) = headers.get(HEADER_LENGTH) else {
        return Ok(None);
    };
    let length = length.to_str().ok().and_then(|length| length.parse().ok());
    length.map(Some).ok_or_else(|| {
        let what_to_do = "send Inference-Header-Content-Length as a number of bytes";
        ApiError::Malformed(what_to_do.to_owned())
    })
}
