//! Every address, and what requests to it go through.

use crate::error::ApiError;
use crate::options::ServerOptions;
use crate::watch::{Watched, watch};
use crate::{App, api, cors, openapi, static_files, v2};
use axum::Router;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use std::sync::Arc;
use utoipa::openapi::OpenApi;

/// The API's routes, those of the Open Inference Protocol, and the document that describes both.
pub(crate) fn routes() -> (Router<Arc<App>>, Router<Arc<App>>, OpenApi) {
    let (api, mut document) = openapi::start().merge(api::routes()).split_for_parts();
    let (v2, of_v2) = v2::routes().split_for_parts();
    document.merge(of_v2);
    (api, v2, document)
}

/// All of it, and the page at every other address.
pub(crate) fn assemble(
    app: &Arc<App>,
    api: Router<Arc<App>>,
    v2: Router<Arc<App>>,
    options: &ServerOptions,
) -> Router {
    let api = api.route("/api", any(unknown)).route("/api/", any(unknown));
    let api = api.route("/api/{*rest}", any(unknown));
    let v2 = v2.route("/v2/", any(unknown_v2));
    let v2 = v2.route("/v2/{*rest}", any(unknown_v2));
    watched(api, app, ApiError::into_response)
        .merge(watched(v2, app, ApiError::into_v2_response))
        .layer(cors::layer(&options.allowed_origins))
        .with_state(app.clone())
        .fallback_service(static_files::routes(&options.dist))
}

async fn unknown() -> Response {
    ApiError::UnknownPath.into_response()
}

async fn unknown_v2() -> Response {
    ApiError::UnknownPath.into_v2_response()
}

fn watched(
    routes: Router<Arc<App>>,
    app: &Arc<App>,
    render: fn(ApiError) -> Response,
) -> Router<Arc<App>> {
    let state = Watched {
        app: app.clone(),
        render,
    };
    routes
        .method_not_allowed_fallback(async move || render(ApiError::WrongMethod))
        .layer(middleware::from_fn_with_state(state, watch))
}
