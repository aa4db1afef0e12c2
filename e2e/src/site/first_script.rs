//! A script that runs in every document before the document's own, by way of the host: browsers
//! without the DevTools protocol have no other way to one.

use super::second_build::integrity;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_LENGTH};
use axum::response::Response;
use std::fs;
use std::path::Path;

/// Where it is served.
pub(super) const ADDRESS: &str = "/first-script";

/// Where it reports errors to.
pub(super) const ERRORS: &str = "/console-error";

const SERVICE_WORKER: &str = "/sw.js";

/// What it stands before in the page: the first of its own.
const NEXT: &str = "<script>";

/// Tells what a console would say of the page: what nobody caught, what did not load, what the
/// policy refused, and what the page says there. At once, so that none is lost when a test ends.
pub(super) const TELL_ERRORS: &str = "{
    const tell = (what) => {
        const request = new XMLHttpRequest();
        request.open('POST', '/console-error', false);
        try { request.send(String(what)); } catch {}
    };
    addEventListener('error', ({ message, target }) => {
        // No console speaks of a picture that is none.
        if (!(target instanceof HTMLImageElement))
            tell(message ?? `${target.src ?? target.href} does not load`);
    }, true);
    addEventListener('unhandledrejection', ({ reason }) => tell(reason));
    addEventListener('securitypolicyviolation', ({ disposition, violatedDirective, blockedURI }) => {
        if (disposition === 'enforce')
            tell(`Content Security Policy: ${violatedDirective} refuses ${blockedURI}`);
    });
    const say = console.error;
    console.error = (...all) => { tell(all.join(' ')); say.apply(console, all); };
}\n";

/// Whether the answer to this path is one that the script changes.
pub(super) fn concerns(path: &str) -> bool {
    // Files have endings, other than the page and the folder that it is in.
    path.ends_with(SERVICE_WORKER) || path.ends_with("index.html") || !path.contains('.')
}

/// What is compressed cannot be changed.
pub(super) fn ask_for_plain(request: &mut Request<Body>) {
    request.headers_mut().remove(ACCEPT_ENCODING);
}

/// The page with the script, and a service worker that knows that page.
pub(super) async fn put_into(response: Response, dist: &Path) -> Response {
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let body = String::from_utf8_lossy(&body);
    let page = fs::read_to_string(dist.join("index.html")).unwrap_or_default();
    let changed = with_script(&page);
    let body = with_script(&body).replace(&integrity(&page), &integrity(&changed));
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, body.into())
}

fn with_script(page: &str) -> String {
    let script = format!("<script src=\"{ADDRESS}\"></script>{NEXT}");
    page.replacen(NEXT, &script, 1)
}
