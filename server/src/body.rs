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
pub(crate) type BodyBudget = Arc<Semaphore>;

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
    permit: Option<OwnedSemaphorePermit>,
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
        let permit = budget.clone().try_acquire_many_owned(size);
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

    /// Whole body, no longer counted in the budget.
    pub(crate) fn into_bytes(self) -> Bytes {
        if self.joined.is_empty() {
            self.first
        } else {
            self.joined.into()
        }
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

/// Parses JSON.
///
/// # Errors
/// If the bytes are not JSON, or do not match the type.
pub(crate) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => ApiError::Unprocessable(format!("correct the JSON: {error}")),
        _ => ApiError::Malformed(format!("send valid JSON: {error}")),
    })
}
