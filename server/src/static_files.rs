//! The built page: content types, compressed copies, caching.

use crate::{content_policy, security_headers};
use axum::Router;
use axum::extract::{Request, State};
use axum::handler::HandlerWithoutStateExt;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use std::path::{Path, PathBuf};
use tower_http::services::ServeDir;

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Kept, but asked about before each use: an unchanged file is a 304 without a body.
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

/// Serves `dist`, taking `file.br` or `file.gz` for `file` where it exists and is accepted.
pub(crate) fn routes(dist: &Path) -> Router {
    let files = ServeDir::new(dist)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(not_found.into_service());
    Router::new()
        .fallback_service(files)
        .layer(middleware::from_fn_with_state(dist.to_owned(), add_headers))
}

async fn not_found() -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "There is nothing at this address.\n")
}

async fn add_headers(State(dist): State<PathBuf>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let hashed = is_content_hashed(path);
    // By the address: an answer that nothing has changed has no content type.
    let policy = match path.ends_with('/') || path.ends_with(".html") {
        true => content_policy::of_page(&dist).await,
        false => content_policy::OF_FILES,
    };
    let mut response = next.run(request).await;
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let value = if hashed && found {
        IMMUTABLE
    } else {
        REVALIDATE
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, value);
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    security_headers::add(headers);
    response
}

/// Whether Trunk named this file after its content: `app-1a2b3c4d5e6f7890_bg.wasm`.
///
/// Not so wasm-bindgen's `snippets/name-1a2b3c4d5e6f7890/`: that hash is of the crate's name and
/// version, and stays when the file changes.
fn is_content_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, last)| is_hash(last))
}

/// Trunk writes 64 bits in hexadecimal without leading zeros: one hash in 65,536 has under 13 digits.
fn is_hash(text: &str) -> bool {
    (12..=16).contains(&text.len())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::is_content_hashed;

    #[test]
    fn only_names_with_a_content_hash_are_kept_for_ever() {
        let cases = [
            ("/app-1a2b3c4d5e6f7890.js", true),
            ("/app-1a2b3c4d5e6f7890_bg.wasm", true),
            ("/style-a2b3c4d5e6f7890.css", true),
            ("/start-1a2b3c4d5e6f7890.js", true),
            ("/1a2b3c4d5e6f7890-start.js", false),
            ("/deep/icon-1a2b3c4d5e6f7890.svg", true),
            ("/snippets/app-1a2b3c4d5e6f7890/inline0.js", false),
            ("/index.html", false),
            ("/", false),
            ("/network.bin", false),
            ("/1a2b3c4d5e6f7890.js", false),
            ("/icon-192.png", false),
            ("/app-1A2B3C4D5E6F7890.js", false),
            ("/app-1a2b3c4d5e6f78901.js", false),
        ];
        for (path, expected) in cases {
            assert_eq!(is_content_hashed(path), expected, "{path}");
        }
    }
}
