//! JSON API under `/api`, and `/metrics`.

mod form;
mod model;
mod predict;
mod recognize;
mod status;

pub(crate) use model::description;

use crate::AppState;
use axum::Json;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Routes with their documentation.
pub(crate) fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::default()
        .routes(routes!(predict::predict))
        .routes(routes!(recognize::recognize))
        .routes(routes!(model::model))
        .routes(routes!(status::health))
        .routes(routes!(status::ready))
        .routes(routes!(status::metrics))
}

/// JSON response that caches must revalidate.
pub(crate) fn uncached(body: impl Serialize) -> Response {
    ([(CACHE_CONTROL, "no-cache")], Json(body)).into_response()
}
