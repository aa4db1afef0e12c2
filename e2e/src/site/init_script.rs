//! Script that runs in every document before the document's own, injected by the site: the only way
//! in browsers without the DevTools protocol.

use super::rebuild::integrity;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_LENGTH};
use axum::response::Response;
use std::fs;
use std::path::Path;

/// Path of the script.
pub(super) const ADDRESS: &str = "/init-script";

/// Path to which the script posts errors.
pub(super) const ERROR_REPORTS: &str = "/console-error";

const SERVICE_WORKER: &str = "/sw.js";

/// First script of the page, before which the init script is inserted.
const FIRST_SCRIPT: &str = "<script>";

/// Reports what a console would show: uncaught errors, failed loads, violations of the policy and
/// `console.error`. Synchronously, so that no report is lost when a test ends.
pub(super) const REPORT_ERRORS: &str = "{
    const report = (error) => {
        const request = new XMLHttpRequest();
        request.open('POST', '/console-error', false);
        try { request.send(String(error)); } catch {}
    };
    addEventListener('error', ({ message, target }) => {
        // Consoles do not report pictures that cannot be decoded.
        if (!(target instanceof HTMLImageElement))
            report(message ?? `${target.src ?? target.href} does not load`);
    }, true);
    addEventListener('unhandledrejection', ({ reason }) => report(reason));
    addEventListener('securitypolicyviolation', ({ disposition, violatedDirective, blockedURI }) => {
        if (disposition === 'enforce')
            report(`Content Security Policy: ${violatedDirective} refuses ${blockedURI}`);
    });
    const log = console.error;
    console.error = (...all) => { report(all.join(' ')); log.apply(console, all); };
}\n";

/// Whether the response to this path is the page or its service worker.
pub(super) fn changes(path: &str) -> bool {
    // All other files have an extension.
    path.ends_with(SERVICE_WORKER) || path.ends_with("index.html") || !path.contains('.')
}

/// Requests the uncompressed file, since a compressed one cannot be changed.
pub(super) fn remove_accepted_encodings(request: &mut Request<Body>) {
    request.headers_mut().remove(ACCEPT_ENCODING);
}

/// Inserts the script into the page, and the changed page's hash into the service worker.
pub(super) async fn inject(response: Response, dist: &Path) -> Response {
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
    let script = format!("<script src=\"{ADDRESS}\"></script>{FIRST_SCRIPT}");
    page.replacen(FIRST_SCRIPT, &script, 1)
}
