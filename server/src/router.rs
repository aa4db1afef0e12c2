//! All routes with their middleware, and the page at every other path.

use crate::error::ApiError;
use crate::middleware::{ApiMiddleware, api_middleware};
use crate::options::ServerOptions;
use crate::{AppState, api, cors, openapi, static_files, v2};
use axum::Router;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use std::sync::Arc;
use utoipa::openapi::OpenApi;

/// Routes of `/api`, routes of the Open Inference Protocol, and the document of both.
pub(crate) fn routes() -> (Router<Arc<AppState>>, Router<Arc<AppState>>, OpenApi) {
    let (api, mut document) = openapi::router().merge(api::routes()).split_for_parts();
    let (v2, v2_document) = v2::routes().split_for_parts();
    document.merge(v2_document);
    (api, v2, document)
}

/// Whole router: both APIs, and the page as the fallback.
pub(crate) fn assemble(
    state: &Arc<AppState>,
    api: Router<Arc<AppState>>,
    v2: Router<Arc<AppState>>,
    options: &ServerOptions,
) -> Router {
    let api = api
        .route("/api", any(not_found))
        .route("/api/", any(not_found))
        .route("/api/{*rest}", any(not_found));
    let v2 = v2
        .route("/v2/", any(v2_not_found))
        .route("/v2/{*rest}", any(v2_not_found));
    with_middleware(api, state, ApiError::into_response)
        .merge(with_middleware(v2, state, ApiError::into_v2_response))
        .layer(cors::layer(&options.allowed_origins))
        .with_state(state.clone())
        .fallback_service(static_files::routes(&options.dist))
}

async fn not_found() -> Response {
    ApiError::UnknownPath.into_response()
}

async fn v2_not_found() -> Response {
    ApiError::UnknownPath.into_v2_response()
}

fn with_middleware(
    routes: Router<Arc<AppState>>,
    state: &Arc<AppState>,
    render_error: fn(ApiError) -> Response,
) -> Router<Arc<AppState>> {
    let context = ApiMiddleware {
        state: state.clone(),
        render_error,
    };
    routes
        .method_not_allowed_fallback(async move || render_error(ApiError::MethodNotAllowed))
        .layer(middleware::from_fn_with_state(context, api_middleware))
}
