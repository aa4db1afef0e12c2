//! The JSON API under `/api`.

use crate::error::ApiError;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

pub(crate) fn routes() -> Router {
    Router::new()
        .route("/health", get(health))
        .fallback(async || ApiError::UnknownPath)
        .method_not_allowed_fallback(async || ApiError::WrongMethod)
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
}

async fn health() -> Response {
    ([(CACHE_CONTROL, "no-cache")], Json(Health { status: "ok" })).into_response()
}
