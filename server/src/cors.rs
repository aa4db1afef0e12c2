//! Cross-origin access (CORS) to the API.

use axum::http::header::{CONTENT_TYPE, HeaderName, RETRY_AFTER};
use axum::http::{HeaderValue, Method, Uri};
use std::sync::Arc;
use std::time::Duration;
use tower_http::cors::{AllowOrigin, AllowPrivateNetwork, CorsLayer};

use crate::request_id::X_REQUEST_ID;
use crate::v2::HEADER_LENGTH;

/// Cache time of preflight responses; browsers cap it at two hours or less.
const PREFLIGHT_MAX_AGE: Duration = Duration::from_secs(7200);

/// CORS layer for these origins; an empty list allows the origins of this machine.
pub(crate) fn layer(allowed: &[String]) -> CorsLayer {
    let allowed: Arc<[String]> = allowed.into();
    let is_allowed_origin = move |origin: &HeaderValue| is_allowed(origin, &allowed);
    let is_allowed_in_network = is_allowed_origin.clone();
    let request_headers: [HeaderName; 3] = [CONTENT_TYPE, X_REQUEST_ID, HEADER_LENGTH];
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin, _| {
            is_allowed_origin(origin)
        }))
        .allow_private_network(AllowPrivateNetwork::predicate(move |origin, _| {
            is_allowed_in_network(origin)
        }))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(request_headers)
        .expose_headers([X_REQUEST_ID, RETRY_AFTER, HEADER_LENGTH])
        .max_age(PREFLIGHT_MAX_AGE)
}

fn is_allowed(origin: &HeaderValue, allowed: &[String]) -> bool {
    if allowed.is_empty() {
        origin.to_str().is_ok_and(is_local)
    } else {
        allowed.iter().any(|allowed| origin == allowed)
    }
}

fn is_local(origin: &str) -> bool {
    let uri: Option<Uri> = origin.parse().ok();
    let host = uri.as_ref().and_then(Uri::host);
    host.is_some_and(|host| matches!(host, "localhost" | "127.0.0.1" | "[::1]"))
        && !origin.contains('@')
}

#[cfg(test)]
mod tests {
    use super::is_allowed;
    use axum::http::HeaderValue;

    #[test]
    fn local_origins_are_allowed_unless_others_are_listed() {
        let listed = ["https://example.org".to_owned()];
        let cases = [
            ("http://localhost:8080", true, false),
            ("https://localhost", true, false),
            ("http://127.0.0.1:3000", true, false),
            ("http://[::1]:3000", true, false),
            ("https://example.org", false, true),
            ("http://example.org", false, false),
            ("https://example.org.evil.net", false, false),
            ("http://localhost.evil.net", false, false),
            ("http://localhost@evil.net", false, false),
            ("http://evil.net#localhost", false, false),
            ("null", false, false),
            ("", false, false),
        ];
        for (origin, by_default, when_listed) in cases {
            let value = HeaderValue::from_static(origin);
            assert_eq!(is_allowed(&value, &[]), by_default, "{origin}");
            assert_eq!(is_allowed(&value, &listed), when_listed, "{origin}");
        }
    }
}
