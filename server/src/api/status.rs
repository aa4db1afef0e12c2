//! Health, readiness and metrics.

use super::uncached;
use crate::AppState;
use crate::error::ApiError;
use crate::metrics::Gauges;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use protocol::api::Problem;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Health of the server.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// "ok" for liveness, "ready" for readiness.
    #[schema(value_type = String)]
    status: &'static str,
}

/// Liveness
#[utoipa::path(
    get,
    path = "/api/health",
    tag = "server",
    responses((status = OK, description = "The server runs", body = Health))
)]
pub(crate) async fn health() -> Response {
    uncached(Health { status: "ok" })
}

/// Readiness for requests
#[utoipa::path(
    get,
    path = "/api/ready",
    tag = "server",
    responses(
        (status = OK, description = "The server is ready", body = Health),
        (status = SERVICE_UNAVAILABLE, description = "The model is not loaded, or the server is stopping",
            body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn ready(State(state): State<Arc<AppState>>) -> Result<Response, ApiError> {
    state.check_ready()?;
    Ok(uncached(Health { status: "ready" }))
}

/// Metrics for Prometheus
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "server",
    responses((status = OK, description = "Metrics in OpenMetrics' text format", content_type = "application/openmetrics-text"))
)]
pub(crate) async fn metrics(State(state): State<Arc<AppState>>) -> Result<Response, ApiError> {
    const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let text = state.metrics.text(Gauges {
        queued: state.inference.queued(),
        body_bytes: state.bodies.used(),
        picture_bytes: state.pictures.memory_used(),
    });
    let text = text.map_err(|error| ApiError::Internal(error.to_string()))?;
    let headers = [(CONTENT_TYPE, OPEN_METRICS), (CACHE_CONTROL, "no-cache")];
    Ok((headers, text).into_response())
}
