//! Static files of the built page: content types, precompressed copies, caching.

use crate::tagged_files::TaggedFiles;
use crate::{content_policy, security_headers};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::handler::HandlerWithoutStateExt;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, IF_MODIFIED_SINCE, IF_RANGE, IF_UNMODIFIED_SINCE,
    LAST_MODIFIED, LOCATION, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use std::path::{Path, PathBuf};
use tower_http::services::ServeDir;

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Cached, but revalidated before each use; an unchanged file costs a 304 without a body.
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

/// Serves `dist`; sends `file.br` or `file.gz` for `file` if it exists and the client accepts it.
pub(crate) fn routes(dist: &Path) -> Router {
    let files = ServeDir::with_backend(dist, TaggedFiles)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(not_found.into_service());
    Router::new()
        .fallback_service(files)
        .layer(middleware::from_fn(without_dates))
        .layer(middleware::from_fn_with_state(dist.to_owned(), add_headers))
}

async fn not_found() -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "There is nothing at this address.\n")
}

/// Ignores and omits modification times, which different builds can share: only tags identify one.
async fn without_dates(mut request: Request, next: Next) -> Response {
    let headers = request.headers_mut();
    for name in [IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE] {
        headers.remove(name);
    }
    // The condition is not supported: without it, parts of two builds could be joined.
    if headers.remove(IF_RANGE).is_some() {
        headers.remove(RANGE);
    }
    // A file is hashed when it is opened, and is not opened for HEAD.
    let is_head = request.method() == Method::HEAD;
    if is_head {
        *request.method_mut() = Method::GET;
    }
    let mut response = next.run(request).await;
    response.headers_mut().remove(LAST_MODIFIED);
    if is_head {
        *response.body_mut() = Body::empty();
    }
    response
}

async fn add_headers(State(dist): State<PathBuf>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_hashed = is_content_hashed(path);
    // Decided by path: a 304 response has no content type.
    let policy = if path.ends_with('/') || path.ends_with(".html") {
        content_policy::page_policy(&dist).await
    } else {
        content_policy::FILE_POLICY
    };
    let mut response = next.run(request).await;
    let is_found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let cache_control = if is_hashed && is_found {
        IMMUTABLE
    } else {
        REVALIDATE
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, cache_control);
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    security_headers::add(headers);
    make_location_relative(headers);
    response
}

/// Makes the address of a redirect to a folder relative: the server does not know under which
/// prefix a proxy serves it.
fn make_location_relative(headers: &mut HeaderMap) {
    let Some(location) = headers.get(LOCATION).and_then(|it| it.to_str().ok()) else {
        return;
    };
    let path = location.split('?').next().unwrap_or_default();
    let folder = path.trim_end_matches('/').rfind('/').map_or(0, |at| at + 1);
    if let Ok(relative) = HeaderValue::try_from(format!("./{}", &location[folder..])) {
        headers.insert(LOCATION, relative);
    }
}

/// Whether Trunk put a content hash into the file name, as in `app-1a2b3c4d5e6f7890_bg.wasm`.
///
/// The hash in wasm-bindgen's `snippets/name-1a2b3c4d5e6f7890/` does not count: it covers the
/// crate's name and version only, and stays when the file changes.
fn is_content_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, last)| is_hash(last))
}

/// Whether the text is a hash as Trunk writes it: 64 bits in hexadecimal without leading zeros; one
/// in 65,536 has fewer than 13 digits.
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
    fn only_names_with_a_content_hash_are_immutable() {
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
