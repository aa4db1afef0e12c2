//! What the page and its workers may load, as headers; the page has the same written into it.

use axum::http::HeaderValue;
use std::path::Path;
use tokio::fs;

/// Of workers, which the page's does not bind, and of all else that is no page.
pub(crate) const OF_FILES: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'",
);

/// The page's own, and that no other page shows it within itself, which only a header can say.
///
/// Read each time: a page that is built anew has another.
pub(crate) async fn of_page(dist: &Path) -> HeaderValue {
    let page = fs::read_to_string(dist.join("index.html")).await;
    let policy = written(page.as_deref().unwrap_or_default())
        .and_then(|policy| format!("{policy}; frame-ancestors 'none'").try_into().ok());
    policy.unwrap_or(HeaderValue::from_static("frame-ancestors 'none'"))
}

fn written(page: &str) -> Option<&str> {
    let (_, policy) = page.split_once(r#"<meta http-equiv="Content-Security-Policy" content=""#)?;
    let (policy, _) = policy.split_once('"')?;
    Some(policy)
}
