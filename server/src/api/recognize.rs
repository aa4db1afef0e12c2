//! Pictures to numbers.

use crate::App;
use crate::body;
use crate::error::ApiError;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::header::CONTENT_TYPE;
use picture::SegmentedPicture;
use protocol::api::{ModelIdentity, Problem, RejectionReason, Timings};
use recognizer::{Digit, Number};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// What a picture says.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecognizeResponse {
    /// Which model answered.
    model: ModelIdentity,
    /// The number, no more than a guess if rejected; null if the picture is blank.
    #[schema(example = "2026")]
    number: Option<String>,
    /// The probability that every digit is right; null if the picture is blank.
    confidence: Option<f32>,
    /// Whether this is no number.
    rejected: bool,
    /// Why it was rejected; null if it was not.
    reason: Option<RejectionReason>,
    /// From left to right.
    digits: Vec<ReadDigit>,
    /// How long it took, decoding aside.
    timings: Timings,
}

/// One digit of a number.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReadDigit {
    /// The most probable digit, no more than a guess if rejected.
    #[schema(minimum = 0, maximum = 9)]
    digit: u8,
    /// The probability of each digit, 0 to 9, if it is one: 1 in sum.
    #[schema(value_type = Vec<f32>, min_items = 10, max_items = 10)]
    probabilities: [f32; 10],
    /// Whether this is no digit.
    rejected: bool,
    /// How much it looks like no digit at all, 0 to 1.
    rejection: f32,
    /// Where its ink is.
    bounds: PixelBox,
}

/// A rectangle in pixels of the picture as it is shown, turned as its EXIF data says.
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

/// A form with a picture.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) struct PictureForm {
    /// The picture's file; the first field counts, whatever its name.
    #[schema(value_type = String, format = Binary)]
    picture: Vec<u8>,
}

/// Read the number in a picture
///
/// Takes one digit or number, dark on light or light on dark, as PNG, JPEG, BMP, GIF (its first
/// frame) or WebP; either as the body or in a form. It may be photographed: uneven light, ruled lines
/// and specks are seen as such. Transparency counts as white.
#[utoipa::path(
    post,
    path = "/api/recognize",
    tag = "inference",
    request_body(
        description = "A picture",
        content(
            (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/bmp"),
            (Vec<u8> = "image/gif"), (Vec<u8> = "image/webp"), (Vec<u8> = "application/octet-stream"),
            (PictureForm = "multipart/form-data")
        )
    ),
    responses(
        (status = OK, description = "What the picture says", body = RecognizeResponse),
        (status = 400, description = "No valid form", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The picture came too slowly", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Too many bytes or pixels", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "No picture of a known format", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A damaged picture", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too much to do; ask again after Retry-After", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn recognize(
    State(app): State<Arc<App>>,
    request: Request,
) -> Result<Json<RecognizeResponse>, ApiError> {
    let file = file(request, &app).await?;
    let response = match app.pictures.sketch(file).await? {
        Some(sketch) => read(&app, sketch).await?,
        None => RecognizeResponse::blank(app.model.identity.clone()),
    };
    app.metrics.rejected.inc_by(u64::from(response.rejected));
    Ok(Json(response))
}

async fn read(app: &App, sketch: SegmentedPicture) -> Result<RecognizeResponse, ApiError> {
    let answer = app.digits.classify(sketch.segmentation.images()).await?;
    let timings = answer.timings();
    let unanswered = || ApiError::Internal("not every image got a prediction".to_owned());
    let number = sketch.segmentation.read(answer.output);
    let number = number.ok_or_else(unanswered)?;
    let model = app.model.identity.clone();
    Ok(RecognizeResponse::of(model, &number, timings))
}

/// The picture's bytes: the body, or the first field of a form.
async fn file(request: Request, app: &App) -> Result<Bytes, ApiError> {
    let kind = body::media_type(request.headers());
    let boundary = request.headers().get(CONTENT_TYPE).cloned();
    let body = body::read(request, app.limits.picture, &app.bodies).await?;
    match kind.as_str() {
        "" | "application/octet-stream" => Ok(body.into_bytes()),
        "multipart/form-data" => {
            let mut form = Request::new(Body::from(body.into_bytes()));
            let kind = boundary.map(|kind| (CONTENT_TYPE, kind));
            form.headers_mut().extend(kind);
            first_field(form).await
        }
        kind if kind.starts_with("image/") => Ok(body.into_bytes()),
        _ => Err(ApiError::WrongMediaType(
            "a picture, or a form (multipart/form-data) with one",
        )),
    }
}

async fn first_field(mut form: Request) -> Result<Bytes, ApiError> {
    let wrong = |_| ApiError::Malformed("send a form with a picture as its first field".to_owned());
    let no_boundary = |_| ApiError::Malformed("send a form with its boundary".to_owned());
    // The body is here and within its limit.
    DefaultBodyLimit::disable().apply(&mut form);
    let mut form = Multipart::from_request(form, &())
        .await
        .map_err(no_boundary)?;
    let field = form.next_field().await.map_err(wrong)?;
    let missing =
        || ApiError::Malformed("send a form with a picture; this one is empty".to_owned());
    field.ok_or_else(missing)?.bytes().await.map_err(wrong)
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
            timings: Timings::default(),
        }
    }

    fn of(model: ModelIdentity, number: &Number, timings: Timings) -> Self {
        let rejected = number.is_rejected();
        let digits = number.digits().iter();
        Self {
            model,
            number: Some(number.to_string()),
            confidence: Some(number.confidence()),
            rejected,
            reason: rejected.then_some(RejectionReason::NotADigit),
            digits: digits.map(ReadDigit::of).collect(),
            timings,
        }
    }
}

impl ReadDigit {
    fn of(digit: &Digit) -> Self {
        let prediction = &digit.prediction;
        Self {
            digit: prediction.top1(),
            probabilities: *prediction.probabilities(),
            rejected: prediction.is_rejected(),
            rejection: prediction.rejection(),
            bounds: PixelBox {
                x: digit.bounds.left,
                y: digit.bounds.top,
                width: digit.bounds.width(),
                height: digit.bounds.height(),
            },
        }
    }
}
