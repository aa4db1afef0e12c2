//! Which other sites' pages may use the API.

use axum::http::header::{CONTENT_TYPE, HeaderName, RETRY_AFTER};
use axum::http::{HeaderValue, Method, Uri};
use std::sync::Arc;
use std::time::Duration;
use tower_http::cors::{AllowOrigin, AllowPrivateNetwork, CorsLayer};

use crate::request_id::X_REQUEST_ID;
use crate::v2::HEADER_LENGTH;

/// Browsers cap this at two hours, or at less.
const PREFLIGHT_IS_KEPT: Duration = Duration::from_secs(7200);

/// Allows pages of these origins; of this machine if none is named.
pub(crate) fn layer(allowed: &[String]) -> CorsLayer {
    let allowed: Arc<[String]> = allowed.into();
    let may = {
        let allowed = allowed.clone();
        move |origin: &HeaderValue| is_allowed(origin, &allowed)
    };
    let may_reach_this_network = may.clone();
    let asked: [HeaderName; 3] = [CONTENT_TYPE, X_REQUEST_ID, HEADER_LENGTH];
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin, _| may(origin)))
        .allow_private_network(AllowPrivateNetwork::predicate(move |origin, _| {
            may_reach_this_network(origin)
        }))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(asked)
        .expose_headers([X_REQUEST_ID, RETRY_AFTER, HEADER_LENGTH])
        .max_age(PREFLIGHT_IS_KEPT)
}

fn is_allowed(origin: &HeaderValue, allowed: &[String]) -> bool {
    match allowed.is_empty() {
        true => origin.to_str().is_ok_and(is_of_this_machine),
        false => allowed.iter().any(|allowed| origin == allowed),
    }
}

fn is_of_this_machine(origin: &str) -> bool {
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
    fn pages_of_this_machine_are_allowed_until_others_are_named() {
        let named = ["https://example.org".to_owned()];
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
        for (origin, by_default, when_named) in cases {
            let value = HeaderValue::from_static(origin);
            assert_eq!(is_allowed(&value, &[]), by_default, "{origin}");
            assert_eq!(is_allowed(&value, &named), when_named, "{origin}");
        }
    }
}
