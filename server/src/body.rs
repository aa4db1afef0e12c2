//! Request bodies: size limits, the shared memory budget, and the timeout.

use crate::error::ApiError;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use std::mem;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

/// Deadline of a request; the middleware attaches it to every API request as an extension.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(pub(crate) Instant);

/// Memory budget of all request bodies together: one permit per byte.
pub(crate) struct BodyBudget {
    total: usize,
    permits: Arc<Semaphore>,
}

/// Share of the budget; dropping it gives it back.
pub(crate) type BodyShare = Option<OwnedSemaphorePermit>;

impl BodyBudget {
    /// Budget in bytes.
    pub(crate) fn new(total: usize) -> Self {
        let total = total.min(Semaphore::MAX_PERMITS);
        let permits = Arc::new(Semaphore::new(total));
        Self { total, permits }
    }

    /// Total size in bytes of the request bodies held in memory.
    pub(crate) fn used(&self) -> usize {
        self.total - self.permits.available_permits()
    }
}

/// Bytes of a refused body that are read at least: a connection that is closed with more unread is reset, and the
/// client may lose the response.
const MIN_DRAIN: usize = 256 << 10;

/// Buffered request body; dropping it releases its share of the budget.
#[derive(Default)]
pub(crate) struct BufferedBody {
    /// First chunk, and usually the only one.
    first: Bytes,
    /// All chunks concatenated, once there are two or more.
    joined: Vec<u8>,
    size: usize,
    permit: BodyShare,
}

/// Buffers the request's body, of at most `limit` bytes.
///
/// # Errors
/// If it is too large, has a content encoding, misses the deadline, ends early, or exceeds what
/// other bodies leave of the budget.
pub(crate) async fn read(
    request: Request,
    limit: usize,
    budget: &BodyBudget,
) -> Result<BufferedBody, ApiError> {
    let encoding = request.headers().get(CONTENT_ENCODING);
    let is_encoded = encoding.is_some_and(|encoding| encoding != "identity");
    let deadline = request.extensions().get::<Deadline>().copied();
    let body = collect(request.into_body(), limit, budget);
    let body = match deadline {
        Some(Deadline(deadline)) => timeout_at(deadline, body)
            .await
            .unwrap_or(Err(ApiError::BodyTimedOut)),
        None => body.await,
    }?;
    if is_encoded {
        return Err(ApiError::ContentEncoding);
    }
    Ok(body)
}

async fn collect(
    mut body: Body,
    limit: usize,
    budget: &BodyBudget,
) -> Result<BufferedBody, ApiError> {
    let drain_limit = limit.saturating_mul(2).max(MIN_DRAIN);
    if body.size_hint().lower() > drain_limit as u64 {
        return Err(ApiError::BodyTooLarge(limit));
    }
    let mut buffered = BufferedBody::default();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| incomplete())?;
        if let Ok(chunk) = frame.into_data() {
            buffered.push(chunk, limit, budget)?;
        }
        // Drained this far: a client that is still sending would not read the error response.
        if buffered.size > drain_limit {
            break;
        }
    }
    if buffered.size > limit {
        return Err(ApiError::BodyTooLarge(limit));
    }
    Ok(buffered)
}

impl BufferedBody {
    /// Appends a chunk; beyond the limit only counts its bytes.
    fn push(&mut self, chunk: Bytes, limit: usize, budget: &BodyBudget) -> Result<(), ApiError> {
        self.size += chunk.len();
        if self.size > limit {
            return Ok(());
        }
        let size = u32::try_from(chunk.len()).map_err(|_| ApiError::Overloaded)?;
        let permit = budget.permits.clone().try_acquire_many_owned(size);
        let permit = permit.map_err(|_| ApiError::Overloaded)?;
        match &mut self.permit {
            Some(permits) => permits.merge(permit),
            None => self.permit = Some(permit),
        }
        self.append(chunk);
        Ok(())
    }

    /// Copies from the second chunk on: holding each chunk costs more than its bytes when a client
    /// sends single bytes.
    fn append(&mut self, chunk: Bytes) {
        if self.first.is_empty() && self.joined.is_empty() {
            self.first = chunk;
            return;
        }
        self.joined.extend_from_slice(&mem::take(&mut self.first));
        self.joined.extend_from_slice(&chunk);
    }

    /// Whole body.
    pub(crate) fn bytes(&self) -> &[u8] {
        if self.joined.is_empty() {
            &self.first
        } else {
            &self.joined
        }
    }

    /// Whole body, and its share of the budget.
    pub(crate) fn into_parts(self) -> (Bytes, BodyShare) {
        let bytes = if self.joined.is_empty() {
            self.first
        } else {
            self.joined.into()
        };
        (bytes, self.permit)
    }
}

fn incomplete() -> ApiError {
    ApiError::Malformed("send the whole body; it ended early".to_owned())
}

/// Media type of the body in lower case, without parameters; empty without Content-Type.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let essence = value.unwrap_or_default().split(';').next();
    essence.unwrap_or_default().trim().to_ascii_lowercase()
}

/// UTF-8's byte order mark, which some clients put in front of JSON.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Parses JSON, with or without a byte order mark.
///
/// # Errors
/// If the bytes are not JSON, or do not match the type; the message names the field.
pub(crate) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] = bytes {
        let message = "send the JSON in UTF-8; this is UTF-16".to_owned();
        return Err(ApiError::Malformed(message));
    }
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => ApiError::Unprocessable(data_error::<T>(bytes, &error)),
        _ => ApiError::Malformed(format!("send valid JSON: {error}")),
    })
}

/// Message about JSON of another type. Parses again to find the field: paths make parsing slower.
fn data_error<T: DeserializeOwned>(bytes: &[u8], error: &serde_json::Error) -> String {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let located = serde_path_to_error::deserialize::<_, T>(&mut json).err();
    let path = located.map(|error| error.path().to_string());
    match path.filter(|path| path != ".") {
        Some(path) => format!("correct {path} in the JSON: {error}"),
        None => format!("correct the JSON: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::json;
    use protocol::api::PredictRequest;

    #[test]
    fn a_byte_order_mark_is_skipped() {
        let cases: [(&[u8], Option<u8>); 5] = [
            (b"[7]", Some(7)),
            (b"\xef\xbb\xbf[7]", Some(7)),
            (b"\xef\xbb\xbf\xef\xbb\xbf[7]", None),
            (b"\xef\xbb\xbf", None),
            (b"\xff\xfe[\x007\0]\0", None),
        ];
        for (bytes, expected) in cases {
            let parsed = json::<[u8; 1]>(bytes);
            assert_eq!(parsed.ok().map(|[it]| it), expected, "{bytes:?}");
        }
    }

    #[test]
    fn errors_name_the_field() {
        let mut pixels = [0; 784].map(i64::from);
        pixels[3] = 256;
        let cases = [
            (r#"{"images": null}"#.to_owned(), "images"),
            (r#"{"images": [null]}"#.to_owned(), "images[0]"),
            (format!(r#"{{"images": [{pixels:?}]}}"#), "images[0]"),
            ("{}".to_owned(), "`images`"),
            ("7".to_owned(), "the JSON"),
        ];
        for (text, field) in cases {
            let error = json::<PredictRequest>(text.as_bytes()).expect_err("an error");
            let message = error.to_string();
            assert!(message.contains(field), "{message}");
        }
    }
}
