//! The API's description, and a page that shows it.

use crate::App;
use crate::error::ApiError;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::{Arc, LazyLock};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::Config;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Inkling",
        description = "Reads handwritten digits. Nothing that is sent here is kept.\n\n\
            Errors say what to do, as problem details (RFC 9457); every answer carries an \
            `x-request-id`. An answer with `Retry-After` was not worked on and can be asked again."
    ),
    tags(
        (name = "inference", description = "Reading digits."),
        (name = "server", description = "What the server is and how it is."),
        (name = "open inference protocol", description = "The same model as KServe's V2 protocol \
            has it, with the binary tensor data extension."),
    )
)]
struct Document;

/// A router whose description has its heading.
pub(crate) fn start() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(openapi))
        .routes(routes!(docs))
        .routes(routes!(docs_page))
        .routes(routes!(docs_file))
}

/// This document
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "server",
    responses((status = OK, description = "An OpenAPI document", content_type = "application/json"))
)]
async fn openapi(State(app): State<Arc<App>>) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, app.document.clone()).into_response()
}

/// This document as a page
#[utoipa::path(
    get,
    path = "/api/docs",
    tag = "server",
    responses((status = SEE_OTHER, description = "The page is at /api/docs/"))
)]
async fn docs() -> Redirect {
    Redirect::to("/api/docs/")
}

/// This document as a page
#[utoipa::path(
    get,
    path = "/api/docs/",
    tag = "server",
    responses((status = OK, description = "The page", content_type = "text/html"))
)]
async fn docs_page() -> Result<Response, ApiError> {
    page_file("index.html")
}

/// What that page needs
#[utoipa::path(
    get,
    path = "/api/docs/{file}",
    tag = "server",
    params(("file" = String, Path, description = "Name of a script, style or icon")),
    responses((status = OK, description = "The file"), (status = NOT_FOUND, description = "There is none"))
)]
async fn docs_file(Path(file): Path<String>) -> Result<Response, ApiError> {
    page_file(&file)
}

/// Swagger UI, as it was compiled in.
fn page_file(name: &str) -> Result<Response, ApiError> {
    // Otherwise it asks swagger.io whether the document is valid.
    static CONFIG: LazyLock<Arc<Config<'static>>> =
        LazyLock::new(|| Arc::new(Config::from("/api/openapi.json").validator_url("none")));
    let file = utoipa_swagger_ui::serve(name, CONFIG.clone())
        .map_err(|error| ApiError::Internal(error.to_string()))?
        .ok_or(ApiError::UnknownPath)?;
    let kind = [
        (CONTENT_TYPE, file.content_type),
        (CACHE_CONTROL, "no-cache".to_owned()),
    ];
    let packed = file.gzpipped.then_some([(CONTENT_ENCODING, "gzip")]);
    Ok((kind, packed, file.bytes.into_owned()).into_response())
}
