//! What every request to the API goes through: a name, a time limit, counters and a log.

use crate::App;
use crate::body::Deadline;
use crate::error::{ApiError, Cause};
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

/// The application, and how errors look where it is asked.
#[derive(Clone)]
pub(crate) struct Watched {
    pub(crate) app: Arc<App>,
    pub(crate) render: fn(ApiError) -> Response,
}

pub(crate) async fn watch(
    State(Watched { app, render }): State<Watched>,
    mut request: Request,
    next: Next,
) -> Response {
    let start = Instant::now();
    let id = request_id::of(request.headers());
    let route = app.metrics.route(request.extensions().get::<MatchedPath>());
    let end = start + app.limits.request_timeout;
    request.extensions_mut().insert(Deadline(end));
    // Nothing that a request leaves half done is shared with others.
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    let mut response = match timeout_at(end, answer).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => render(ApiError::Internal(panic_message(&*panic))),
        Err(_) => render(ApiError::TimedOut),
    };
    let took = start.elapsed();
    app.metrics.count(route, response.status(), took);
    log(&response, &id, route.name(), took);
    response.headers_mut().insert(X_REQUEST_ID, id);
    security_headers::add(response.headers_mut());
    response
}

fn log(response: &Response, id: &HeaderValue, route: &str, took: Duration) {
    let (status, id) = (response.status().as_u16(), id.to_str().unwrap_or_default());
    match response.extensions().get::<Cause>() {
        Some(Cause(cause)) => tracing::error!(id, route, status, cause, "failed"),
        None => tracing::debug!(id, route, status, ?took, "answered"),
    }
}

#[cfg(test)]
mod tests;
