//! API middleware: request ID, timeout, metrics, access log.

use crate::AppState;
use crate::body::Deadline;
use crate::error::{ApiError, InternalCause};
use crate::inference::panic_message;
use crate::request_id::{self, X_REQUEST_ID};
use crate::security_headers;
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// State of the middleware: the application's, and the error format of the API.
#[derive(Clone)]
pub(crate) struct ApiMiddleware {
    pub(crate) state: Arc<AppState>,
    pub(crate) render_error: fn(ApiError) -> Response,
}

/// Runs one request under the timeout, turns a panic into a 500 response, and counts and logs it.
pub(crate) async fn api_middleware(
    State(context): State<ApiMiddleware>,
    mut request: Request,
    next: Next,
) -> Response {
    let ApiMiddleware {
        state,
        render_error,
    } = context;
    let start = Instant::now();
    let id = request_id::from_headers(request.headers());
    let route = state
        .metrics
        .route(request.extensions().get::<MatchedPath>());
    let deadline = start + state.limits.request_timeout;
    request.extensions_mut().insert(Deadline(deadline));
    // Unwind safe: requests share no state that a panic could leave half written.
    let handler = AssertUnwindSafe(next.run(request)).catch_unwind();
    let mut response = match timeout_at(deadline, handler).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => render_error(ApiError::Internal(panic_message(&*panic))),
        Err(_) => render_error(ApiError::TimedOut),
    };
    let duration = start.elapsed();
    state.metrics.observe(route, response.status(), duration);
    log_access(&response, &id, route.name(), duration);
    response.headers_mut().insert(X_REQUEST_ID, id);
    security_headers::add(response.headers_mut());
    response
}

fn log_access(response: &Response, id: &HeaderValue, route: &str, duration: Duration) {
    let (status, id) = (response.status().as_u16(), id.to_str().unwrap_or_default());
    match response.extensions().get::<InternalCause>() {
        Some(InternalCause(cause)) => {
            tracing::error!(id, route, status, cause, "request failed");
        }
        None => tracing::debug!(id, route, status, ?duration, "request completed"),
    }
}

#[cfg(test)]
mod tests;
