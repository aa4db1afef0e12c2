//! Bodies, whole, within their limits.

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

/// When a request's time is over; set on every request to the API.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(pub(crate) Instant);

/// Bytes that all bodies together may take while they come and are read.
pub(crate) type Budget = Arc<Semaphore>;

/// A request's body; its part of the budget is free again when it is dropped.
#[derive(Default)]
pub(crate) struct Whole {
    /// The first chunk, which usually is all.
    first: Bytes,
    /// All chunks, once there are several.
    joined: Vec<u8>,
    size: usize,
    spent: Option<OwnedSemaphorePermit>,
}

/// The request's body, of at most `limit` bytes.
///
/// # Errors
/// If it is larger or encoded, comes too slowly, breaks off, or there are too many others.
pub(crate) async fn read(
    request: Request,
    limit: usize,
    budget: &Budget,
) -> Result<Whole, ApiError> {
    let encoding = request.headers().get(CONTENT_ENCODING);
    let is_encoded = encoding.is_some_and(|encoding| encoding != "identity");
    let deadline = request.extensions().get::<Deadline>().copied();
    let whole = collect(request.into_body(), limit, budget);
    let whole = match deadline {
        Some(Deadline(end)) => timeout_at(end, whole)
            .await
            .unwrap_or(Err(ApiError::SlowBody)),
        None => whole.await,
    }?;
    match is_encoded {
        true => Err(ApiError::Encoded),
        false => Ok(whole),
    }
}

async fn collect(mut body: Body, limit: usize, budget: &Budget) -> Result<Whole, ApiError> {
    let at_most = limit.saturating_mul(2);
    if body.size_hint().lower() > at_most as u64 {
        return Err(ApiError::BodyTooLarge(limit));
    }
    let mut whole = Whole::default();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| broken_off())?;
        if let Ok(chunk) = frame.into_data() {
            whole.take(chunk, limit, budget)?;
        }
        // Up to here it was read on, because a client that is still sending misses the answer.
        if whole.size > at_most {
            break;
        }
    }
    match whole.size <= limit {
        true => Ok(whole),
        false => Err(ApiError::BodyTooLarge(limit)),
    }
}

impl Whole {
    /// Keeps this part of a body, unless that is too large already.
    fn take(&mut self, chunk: Bytes, limit: usize, budget: &Budget) -> Result<(), ApiError> {
        self.size += chunk.len();
        if self.size > limit {
            return Ok(());
        }
        let size = u32::try_from(chunk.len()).map_err(|_| ApiError::Busy)?;
        let spent = budget.clone().try_acquire_many_owned(size);
        let spent = spent.map_err(|_| ApiError::Busy)?;
        match &mut self.spent {
            Some(before) => before.merge(spent),
            None => self.spent = Some(spent),
        }
        self.join(chunk);
        Ok(())
    }

    /// Copies from the second chunk on: clients that send single bytes must not cost more than
    /// their bytes.
    fn join(&mut self, chunk: Bytes) {
        if self.first.is_empty() && self.joined.is_empty() {
            self.first = chunk;
            return;
        }
        self.joined.extend_from_slice(&mem::take(&mut self.first));
        self.joined.extend_from_slice(&chunk);
    }

    /// All of it.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self.joined.is_empty() {
            true => &self.first,
            false => &self.joined,
        }
    }

    /// All of it, no longer a part of the budget.
    pub(crate) fn into_bytes(self) -> Bytes {
        match self.joined.is_empty() {
            true => self.first,
            false => self.joined.into(),
        }
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
