//! OpenAPI document, and Swagger UI to browse it.

use crate::AppState;
use crate::error::ApiError;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use protocol::api::Problem;
use std::sync::{Arc, LazyLock};
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::Config;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Inkling",
        description = "Reads handwritten digits. No request is stored.\n\n\
            Errors are problem details (RFC 9457) that name the remedy; every response has an \
            `x-request-id`. A response with `Retry-After` was not processed; the request can be \
            repeated."
    ),
    // Relative to the document: the server does not know under which prefix a proxy serves it.
    servers((url = "..", description = "This server")),
    tags(
        (name = "inference", description = "Digit recognition."),
        (name = "server", description = "Model, health, metrics and documentation."),
        (name = "open inference protocol", description = "The same model behind KServe's V2 \
            protocol, with the binary tensor data extension."),
    )
)]
struct Document;

/// Bytes as they are.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only its OpenAPI schema is used")]
pub(crate) struct Binary(Vec<u8>);

/// Router of the document and its page; other routers merge into it.
pub(crate) fn router() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(openapi))
        .routes(routes!(docs))
        .routes(routes!(docs_index))
        .routes(routes!(docs_file))
}

/// OpenAPI document
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "server",
    responses((status = OK, description = "The document", content_type = "application/json"))
)]
async fn openapi(State(state): State<Arc<AppState>>) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, state.openapi_json.clone()).into_response()
}

/// Redirect to the documentation page
#[utoipa::path(
    get,
    path = "/api/docs",
    tag = "server",
    responses((status = SEE_OTHER, description = "The page is at /api/docs/"))
)]
async fn docs() -> Redirect {
    // Relative to this path, which may have a prefix before a proxy.
    Redirect::to("docs/")
}

/// Documentation page
#[utoipa::path(
    get,
    path = "/api/docs/",
    tag = "server",
    responses((status = OK, description = "The page", content_type = "text/html"))
)]
async fn docs_index() -> Result<Response, ApiError> {
    swagger_ui_file("index.html")
}

/// Files of the documentation page
#[utoipa::path(
    get,
    path = "/api/docs/{file}",
    tag = "server",
    params(("file" = String, Path, description = "Name of a script, stylesheet or icon")),
    responses(
        (status = OK, description = "The file"),
        (status = NOT_FOUND, description = "No such file", body = Problem, content_type = "application/problem+json")
    )
)]
async fn docs_file(Path(file): Path<String>) -> Result<Response, ApiError> {
    swagger_ui_file(&file)
}

/// File of Swagger UI, which is compiled in.
fn swagger_ui_file(name: &str) -> Result<Response, ApiError> {
    // By default the page sends the document's address to a validator at swagger.io.
    static CONFIG: LazyLock<Arc<Config<'static>>> =
        LazyLock::new(|| Arc::new(Config::from("../openapi.json").validator_url("none")));
    let file = utoipa_swagger_ui::serve(name, CONFIG.clone())
        .map_err(|error| ApiError::Internal(error.to_string()))?
        .ok_or(ApiError::UnknownPath)?;
    let headers = [
        (CONTENT_TYPE, file.content_type),
        (CACHE_CONTROL, "no-cache".to_owned()),
    ];
    let encoding = file.gzpipped.then_some([(CONTENT_ENCODING, "gzip")]);
    Ok((headers, encoding, file.bytes.into_owned()).into_response())
}
