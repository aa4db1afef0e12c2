//! The JSON API under `/api`, and `/metrics`.

mod model;
mod predict;
mod recognize;
mod state;

pub(crate) use model::description;

use crate::App;
use axum::Json;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default()
        .routes(routes!(predict::predict))
        .routes(routes!(recognize::recognize))
        .routes(routes!(model::model))
        .routes(routes!(state::health))
        .routes(routes!(state::ready))
        .routes(routes!(state::metrics))
}

/// An answer that holds for this moment only.
pub(crate) fn fresh(body: impl Serialize) -> Response {
    ([(CACHE_CONTROL, "no-cache")], Json(body)).into_response()
}
