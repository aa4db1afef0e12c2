//! Serves Inkling's page, and an API beside it.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware;
use axum::response::Response;
use std::future::Future;
use std::io;
use std::path::PathBuf;
use tokio::net::TcpListener;

mod api;
mod error;
mod static_files;

/// What the server needs to know.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// Folder of the built page.
    pub dist: PathBuf,
}

/// There is no built page to serve.
#[derive(Debug, thiserror::Error)]
#[error("there is no page in {}; run `cargo xtask build`", .0.display())]
pub struct MissingPage(PathBuf);

impl ServerOptions {
    /// Refuses a folder without a page, so that this shows at start and not at the first visit.
    pub fn check(&self) -> Result<(), MissingPage> {
        match self.dist.join("index.html").is_file() {
            true => Ok(()),
            false => Err(MissingPage(self.dist.clone())),
        }
    }
}

/// Everything the server answers.
pub fn router(options: ServerOptions) -> Router {
    Router::new()
        .nest_service("/api", api::routes())
        .fallback_service(static_files::routes(&options.dist))
        .layer(middleware::map_response(add_security_headers))
}

/// Answers on `listener` until `shutdown` completes and the open requests are done.
pub async fn serve(
    listener: TcpListener,
    options: ServerOptions,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router(options))
        .with_graceful_shutdown(shutdown)
        .await
}

const SECURITY_HEADERS: [(HeaderName, HeaderValue); 3] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

async fn add_security_headers(mut response: Response) -> Response {
    response.headers_mut().extend(SECURITY_HEADERS);
    response
}
