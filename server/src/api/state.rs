//! How the server is.

use super::fresh;
use crate::App;
use crate::error::ApiError;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use protocol::api::Problem;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// "ok", or "ready" where readiness was asked for.
    #[schema(value_type = String)]
    status: &'static str,
}

/// Whether the server runs
#[utoipa::path(
    get,
    path = "/api/health",
    tag = "server",
    responses((status = OK, description = "It does", body = Health))
)]
pub(crate) async fn health() -> Response {
    fresh(Health { status: "ok" })
}

/// Whether requests should be sent here
#[utoipa::path(
    get,
    path = "/api/ready",
    tag = "server",
    responses(
        (status = OK, description = "They should", body = Health),
        (status = SERVICE_UNAVAILABLE, description = "The model is not loaded, or the server is stopping",
            body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn ready(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    app.readiness()?;
    Ok(fresh(Health { status: "ready" }))
}

/// Counters for Prometheus
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "server",
    responses((status = OK, description = "In OpenMetrics' text format", content_type = "application/openmetrics-text"))
)]
pub(crate) async fn metrics(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let text = app.metrics.text(app.digits.waiting(), app.body_bytes());
    let text = text.map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok(([(CONTENT_TYPE, KIND), (CACHE_CONTROL, "no-cache")], text).into_response())
}
