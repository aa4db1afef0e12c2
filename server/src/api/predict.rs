//! Digit images to digits.

use crate::App;
use crate::body;
use crate::error::ApiError;
use axum::Json;
use axum::extract::{Request, State};
use protocol::api::{DigitPrediction, MAX_BATCH, PredictRequest, PredictResponse, Problem};
use recognizer::DigitImage;
use std::sync::Arc;

/// Classify digit images
///
/// Takes 1 to 256 images of 28×28 intensities, row by row, 0 for paper and 255 for ink: digits as
/// MNIST has them, 20 pixels in the longer side with their centre of mass in the middle.
/// Either in JSON or as bytes, 784 for each image.
#[utoipa::path(
    post,
    path = "/api/predict",
    tag = "inference",
    request_body(
        description = "1 to 256 digit images",
        content((PredictRequest = "application/json"), (Vec<u8> = "application/octet-stream"))
    ),
    responses(
        (status = OK, description = "A prediction for each image, in order", body = PredictResponse),
        (status = 400, description = "No valid JSON", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body came too slowly", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Neither JSON nor bytes", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "No such images, or not 1 to 256", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too much to do; ask again after Retry-After", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn predict(
    State(app): State<Arc<App>>,
    request: Request,
) -> Result<Json<PredictResponse>, ApiError> {
    let images = images(request, &app).await?;
    let predicted = app.digits.predict(images).await?;
    app.metrics.rejected.inc_by(predicted.rejected());
    let each = predicted.predictions.iter().map(Option::as_ref);
    let told = each.map(|prediction| prediction.map_or(DigitPrediction::BLANK, Into::into));
    Ok(Json(PredictResponse {
        model: app.model.identity.clone(),
        predictions: told.collect(),
        timings: predicted.timings,
    }))
}

async fn images(request: Request, app: &App) -> Result<Vec<DigitImage>, ApiError> {
    let kind = body::media_type(request.headers());
    let body = body::read(request, app.limits.body, &app.bodies).await?;
    let images = match kind.as_str() {
        "application/json" => body::json::<PredictRequest>(body.bytes())?.images,
        "application/octet-stream" => of_bytes(body.bytes())?,
        _ => {
            return Err(ApiError::WrongMediaType(
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

fn of_bytes(bytes: &[u8]) -> Result<Vec<DigitImage>, ApiError> {
    let (images, rest) = bytes.as_chunks::<{ DigitImage::PIXELS }>();
    if !rest.is_empty() {
        let found = bytes.len();
        return Err(ApiError::Unprocessable(format!(
            "send 784 bytes for each image, not {found} in all"
        )));
    }
    Ok(images
        .iter()
        .map(|pixels| DigitImage::new(*pixels))
        .collect())
}
