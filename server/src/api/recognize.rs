//! Recognition of the number in a picture.

use super::form;
use crate::AppState;
use crate::body::{self, BodyShare};
use crate::error::ApiError;
use crate::openapi::Binary;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use picture::SegmentedPicture;
use protocol::api::{ModelIdentity, Problem, RejectionReason, Timings};
use recognizer::{BoundingBox, Digit, Mark, Number};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Number read from a picture.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecognizeResponse {
    /// Model that produced the response.
    model: ModelIdentity,
    /// Most probable number, unreliable if rejected; null if the picture is blank. With the signs among
    /// its digits, as in `3.14`, and a space between rows.
    #[schema(example = "2026")]
    number: Option<String>,
    /// Product of the digits' probabilities, 0 to 1; null if the picture is blank.
    confidence: Option<f32>,
    /// Whether the picture is blank or shows no number.
    rejected: bool,
    /// Reason of the rejection; null without one.
    reason: Option<RejectionReason>,
    /// Digits from left to right, row by row.
    digits: Vec<ReadDigit>,
    /// Signs among the digits, from left to right, row by row.
    signs: Vec<ReadSign>,
    /// Rows from top to bottom, each a number of its own; empty if the picture is blank.
    rows: Vec<ReadRow>,
    /// Processing times, without decoding.
    timings: Timings,
}

/// Digit of a number.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReadDigit {
    /// Most probable digit, unreliable if rejected.
    #[schema(minimum = 0, maximum = 9)]
    digit: u8,
    /// Probabilities of the digits 0 to 9, given that the ink is a digit; they sum to 1.
    #[schema(value_type = Vec<f32>, min_items = 10, max_items = 10)]
    probabilities: [f32; 10],
    /// Whether the ink is no digit.
    rejected: bool,
    /// Probability that the ink is no digit, 0 to 1; over 0.5 it is rejected.
    rejection: f32,
    /// Bounding box of the ink.
    bounds: PixelBox,
}

/// Sign among the digits.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReadSign {
    /// Character of the sign, one of `.,·':-=+×÷/`.
    #[schema(example = ".", min_length = 1, max_length = 1)]
    sign: String,
    /// Bounding box of the ink.
    bounds: PixelBox,
}

/// Row of the picture.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReadRow {
    /// Most probable number, with the signs among its digits; unreliable if rejected.
    #[schema(example = "12")]
    number: String,
    /// Product of the digits' probabilities, 0 to 1.
    confidence: f32,
    /// Whether the row is no whole number.
    rejected: bool,
    /// Reason of the rejection; null without one.
    reason: Option<RejectionReason>,
    /// Number of the row's digits in `digits`.
    digits: usize,
}

/// Rectangle in pixels of the picture as browsers show it: after the EXIF rotation of JPEG and PNG.
#[derive(Serialize, ToSchema)]
pub(crate) struct PixelBox {
    /// Left edge.
    x: f64,
    /// Top edge.
    y: f64,
    /// Width.
    width: f64,
    /// Height.
    height: f64,
}

/// Form with a picture.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its OpenAPI schema is used")]
pub(crate) struct PictureForm {
    /// Picture file. Its field may have another name and may follow others.
    #[schema(value_type = String, format = Binary)]
    picture: Vec<u8>,
}

/// Read the number in a picture
///
/// Takes one digit or number, dark on light or light on dark, as PNG, JPEG, BMP, GIF (first frame)
/// or WebP; either as the body or in a form. Photographs work: uneven light, ruled lines and specks
/// are removed. Transparent pixels count as paper, behind ink of any color. A file that ends early is
/// refused.
///
/// Digits with signs, such as 3.14 or -5, and several rows of digits are rejected with a reason of
/// their own; `rows` has the number of each row.
#[utoipa::path(
    post,
    path = "/api/recognize",
    tag = "inference",
    params(("x-request-id" = Option<String>, Header, description = "ID that the response and the log repeat")),
    request_body(
        description = "A picture",
        content(
            (inline(Binary) = "image/png"), (inline(Binary) = "image/jpeg"), (inline(Binary) = "image/bmp"),
            (inline(Binary) = "image/gif"), (inline(Binary) = "image/webp"), (inline(Binary) = "application/octet-stream"),
            (PictureForm = "multipart/form-data")
        )
    ),
    responses(
        (status = OK, description = "The number", body = RecognizeResponse),
        (status = 400, description = "Invalid form", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The picture arrived too slowly", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Too many bytes or pixels", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Unknown picture format", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Damaged picture", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Overloaded; try again after Retry-After", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn recognize(
    State(state): State<Arc<AppState>>,
    request: Request,
) -> Result<Json<RecognizeResponse>, ApiError> {
    let (file, share) = read_file(request, &state).await?;
    let segmented = state.pictures.segment(file).await;
    drop(share);
    let response = match segmented? {
        Some(picture) => classify(&state, picture).await?,
        None => RecognizeResponse::blank(state.model.identity.clone()),
    };
    state.metrics.rejected.inc_by(u64::from(response.rejected));
    Ok(Json(response))
}

async fn classify(
    state: &AppState,
    picture: SegmentedPicture,
) -> Result<RecognizeResponse, ApiError> {
    let images = picture.segmentation.images();
    let completed = state.inference.classify(images).await?;
    let timings = completed.timings();
    let incomplete = || ApiError::Internal("an image has no prediction".to_owned());
    let number = picture.segmentation.read(completed.output);
    let number = number.ok_or_else(incomplete)?;
    let model = state.model.identity.clone();
    Ok(RecognizeResponse::new(model, &number, timings))
}

/// Reads the picture file: the body, or a field of a form.
async fn read_file(request: Request, state: &AppState) -> Result<(Bytes, BodyShare), ApiError> {
    let media_type = body::media_type(request.headers());
    let content_type = request.headers().get(CONTENT_TYPE).cloned();
    let body = body::read(request, state.limits.picture, &state.bodies).await?;
    let (body, share) = body.into_parts();
    match media_type.as_str() {
        "" | "application/octet-stream" => Ok((body, share)),
        "multipart/form-data" => {
            let mut form = Request::new(Body::from(body));
            let header = content_type.map(|value| (CONTENT_TYPE, value));
            form.headers_mut().extend(header);
            Ok((form::picture(form).await?, share))
        }
        media_type if media_type.starts_with("image/") => Ok((body, share)),
        _ => Err(ApiError::UnsupportedMediaType(
            "a picture, or a form (multipart/form-data) with one",
        )),
    }
}

impl RecognizeResponse {
    fn blank(model: ModelIdentity) -> Self {
        Self {
            model,
            number: None,
            confidence: None,
            rejected: true,
            reason: Some(RejectionReason::Blank),
            digits: Vec::new(),
            signs: Vec::new(),
            rows: Vec::new(),
            timings: Timings::default(),
        }
    }

    fn new(model: ModelIdentity, number: &Number, timings: Timings) -> Self {
        let digits = number.digits().iter();
        let signs = number.marks().iter();
        Self {
            model,
            number: Some(number.to_string()),
            confidence: Some(number.confidence()),
            rejected: number.is_rejected(),
            reason: reason(number),
            digits: digits.map(ReadDigit::new).collect(),
            signs: signs.map(ReadSign::new).collect(),
            rows: number.rows().iter().map(ReadRow::new).collect(),
            timings,
        }
    }
}

/// Reason of a number's rejection; `None` without one.
fn reason(number: &Number) -> Option<RejectionReason> {
    if number.row_count() > 1 {
        Some(RejectionReason::SeveralRows)
    } else if !number.is_whole() {
        Some(RejectionReason::NotAWholeNumber)
    } else {
        number.is_rejected().then_some(RejectionReason::NotADigit)
    }
}

impl ReadRow {
    fn new(row: &Number) -> Self {
        Self {
            number: row.to_string(),
            confidence: row.confidence(),
            rejected: row.is_rejected(),
            reason: reason(row),
            digits: row.digits().len(),
        }
    }
}

impl ReadSign {
    fn new(mark: &Mark) -> Self {
        Self {
            sign: mark.sign.to_string(),
            bounds: PixelBox::new(&mark.bounds),
        }
    }
}

impl PixelBox {
    fn new(bounds: &BoundingBox) -> Self {
        Self {
            x: bounds.left,
            y: bounds.top,
            width: bounds.width(),
            height: bounds.height(),
        }
    }
}

impl ReadDigit {
    fn new(digit: &Digit) -> Self {
        let prediction = &digit.prediction;
        Self {
            digit: prediction.top1(),
            probabilities: *prediction.probabilities(),
            rejected: prediction.is_rejected(),
            rejection: prediction.rejection(),
            bounds: PixelBox::new(&digit.bounds),
        }
    }
}
