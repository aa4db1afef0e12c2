//! Content Security Policy headers for the page, its workers and other files.

use axum::http::HeaderValue;
use std::path::Path;
use tokio::fs;

/// Policy of workers, which do not inherit the page's, and of all other files.
pub(crate) const FILE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'",
);

/// Policy of the page's `<meta>` tag with `frame-ancestors`, which works in a header only.
///
/// Read for every request: a new build of the page has other script hashes.
pub(crate) async fn page_policy(dist: &Path) -> HeaderValue {
    let page = fs::read_to_string(dist.join("index.html")).await;
    let policy = meta_policy(page.as_deref().unwrap_or_default())
        .and_then(|policy| format!("{policy}; frame-ancestors 'none'").try_into().ok());
    policy.unwrap_or(HeaderValue::from_static("frame-ancestors 'none'"))
}

fn meta_policy(page: &str) -> Option<&str> {
    let (_, policy) = page.split_once(r#"<meta http-equiv="Content-Security-Policy" content=""#)?;
    let (policy, _) = policy.split_once('"')?;
    Some(policy)
}
