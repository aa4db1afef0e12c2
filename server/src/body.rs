//! Bodies, whole, within their limits.

use crate::error::ApiError;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use tokio::time::{Instant, timeout_at};

/// When a request's time is over; set on every request to the API.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(pub(crate) Instant);

/// The request's body, of at most `limit` bytes.
///
/// # Errors
/// If it is larger or encoded, comes too slowly, or breaks off.
pub(crate) async fn read(request: Request, limit: usize) -> Result<Bytes, ApiError> {
    let encoding = request.headers().get(CONTENT_ENCODING);
    if encoding.is_some_and(|encoding| encoding != "identity") {
        return Err(ApiError::Encoded);
    }
    let deadline = request.extensions().get::<Deadline>().copied();
    let whole = collect(request.into_body(), limit);
    match deadline {
        Some(Deadline(end)) => timeout_at(end, whole)
            .await
            .unwrap_or(Err(ApiError::SlowBody)),
        None => whole.await,
    }
}

async fn collect(mut body: Body, limit: usize) -> Result<Bytes, ApiError> {
    let announced = body.size_hint().lower();
    if announced > 2 * limit as u64 {
        return Err(ApiError::BodyTooLarge(limit));
    }
    let (mut size, mut chunks) = (0, Vec::new());
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| broken_off())?;
        let Ok(chunk) = frame.into_data() else {
            continue;
        };
        size += chunk.len();
        if size <= limit {
            chunks.push(chunk);
        } else if size > 2 * limit {
            // Up to here it was read on, because a client that is still sending misses the answer.
            break;
        }
    }
    match size <= limit {
        true => Ok(joined(chunks)),
        false => Err(ApiError::BodyTooLarge(limit)),
    }
}

/// One chunk is the usual case, and needs no copy.
fn joined(mut chunks: Vec<Bytes>) -> Bytes {
    match chunks.len() {
        0 | 1 => chunks.pop().unwrap_or_default(),
        _ => chunks.concat().into(),
    }
}

fn broken_off() -> ApiError {
    ApiError::Malformed("send the whole body; it broke off".to_owned())
}

/// The type of the body without its parameters, in lower case; empty if there is none.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let essence = value.unwrap_or_default().split(';').next();
    essence.unwrap_or_default().trim().to_ascii_lowercase()
}

/// What these bytes say in JSON.
///
/// # Errors
/// If they are no JSON, or not of this type.
pub(crate) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => ApiError::Unprocessable(format!("correct the JSON: {error}")),
        _ => ApiError::Malformed(format!("send valid JSON: {error}")),
    })
}
