//! Classification of digit images.

use crate::AppState;
use crate::body;
use crate::error::ApiError;
use crate::openapi::Binary;
use axum::Json;
use axum::extract::{Request, State};
use protocol::api::{DigitPrediction, MAX_BATCH, PredictRequest, PredictResponse, Problem};
use recognizer::DigitImage;
use std::sync::Arc;

/// Classify digit images
///
/// Takes 1 to 256 images of 28×28 intensities, row by row, 0 for paper and 255 for ink, in MNIST's
/// format: the longer side of the ink has 20 pixels, and its center of mass is in the middle.
/// Either as JSON or as bytes, 784 per image.
#[utoipa::path(
    post,
    path = "/api/predict",
    tag = "inference",
    params(("x-request-id" = Option<String>, Header, description = "ID that the response and the log repeat")),
    request_body(
        description = "1 to 256 digit images",
        content((PredictRequest = "application/json"), (inline(Binary) = "application/octet-stream"))
    ),
    responses(
        (status = OK, description = "One prediction per image, in order", body = PredictResponse),
        (status = 400, description = "Invalid JSON", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body arrived too slowly", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Neither JSON nor bytes", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Invalid images, or not 1 to 256 of them", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Overloaded; try again after Retry-After", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn predict(
    State(state): State<Arc<AppState>>,
    request: Request,
) -> Result<Json<PredictResponse>, ApiError> {
    let images = read_images(request, &state).await?;
    let predicted = state.inference.predict(images).await?;
    state.metrics.rejected.inc_by(predicted.rejected());
    let predictions = predicted
        .predictions
        .iter()
        .map(|it| it.as_ref().map_or(DigitPrediction::BLANK, Into::into));
    Ok(Json(PredictResponse {
        model: state.model.identity.clone(),
        predictions: predictions.collect(),
        timings: predicted.timings,
    }))
}

async fn read_images(request: Request, state: &AppState) -> Result<Vec<DigitImage>, ApiError> {
    let media_type = body::media_type(request.headers());
    let body = body::read(request, state.limits.body, &state.bodies).await?;
    let images = match media_type.as_str() {
        "application/json" => body::json::<PredictRequest>(body.bytes())?.images,
        "application/octet-stream" => images_from_bytes(body.bytes())?,
        _ => {
            return Err(ApiError::UnsupportedMediaType(
                "application/json or application/octet-stream",
            ));
        }
    };
    match images.len() {
        1..=MAX_BATCH => Ok(images),
        found => Err(ApiError::Unprocessable(format!(
            "send 1 to {MAX_BATCH} images, not {found}"
        ))),
    }
}

fn images_from_bytes(bytes: &[u8]) -> Result<Vec<DigitImage>, ApiError> {
    let (images, rest) = bytes.as_chunks::<{ DigitImage::PIXELS }>();
    if !rest.is_empty() {
        let found = bytes.len();
        return Err(ApiError::Unprocessable(format!(
            "send 784 bytes for each image, not {found} in all"
        )));
    }
    Ok(images.iter().copied().map(DigitImage::new).collect())
}
