//! Middleware before the site: logs requests, injects faults and collects the browser's reports.

use super::init_script;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY_REPORT_ONLY, CONTENT_TYPE,
    RETRY_AFTER,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::watch;

const FOREIGN_REQUEST_REPORTS: &str = "/foreign-request";
const VIOLATION_REPORTS: &str = "/violation";

/// Seconds in `Retry-After` of an injected failure.
const RETRY_SECONDS: &str = "7";

/// State of the middleware; clones share it.
#[derive(Clone)]
pub(super) struct Interceptor {
    log: Arc<Mutex<Log>>,
    dist: Arc<Path>,
}

#[derive(Default)]
pub(super) struct Log {
    /// Faults by path, each with the number of requests that it is still injected into.
    pub(super) faults: HashMap<String, (Fault, usize)>,
    pub(super) requests: Vec<String>,
    pub(super) foreign_requests: usize,
    pub(super) violations: Vec<String>,
    /// Other origin to which requests are allowed.
    pub(super) allowed_origin: String,
    /// Script injected into every document; `None` for a browser with DevTools, which does it itself.
    init_script: Option<String>,
    errors: Vec<String>,
}

#[derive(Clone)]
pub(super) enum Fault {
    Hold(watch::Receiver<()>),
    Fail,
    Replace(&'static str),
}

/// Init scripts and console errors of a browser without DevTools, by way of the site.
#[derive(Clone)]
pub(crate) struct Instrumentation(Arc<Mutex<Log>>);

impl Instrumentation {
    /// Runs a script in every later document, before the document's own scripts.
    pub(crate) fn add_script(&self, script: &str) {
        let mut log = lock(&self.0);
        let scripts = log.init_script.get_or_insert_default();
        scripts.push_str(script);
        scripts.push_str(";\n");
    }

    /// Takes the errors that the init script has reported since the last call.
    pub(crate) fn take_errors(&self) -> Vec<String> {
        mem::take(&mut lock(&self.0).errors)
    }
}

impl Interceptor {
    pub(super) fn new(dist: PathBuf, injects_scripts: bool) -> Self {
        let log = Log {
            init_script: injects_scripts.then(|| init_script::REPORT_ERRORS.to_owned()),
            ..Log::default()
        };
        Self {
            log: Arc::new(Mutex::new(log)),
            dist: dist.into(),
        }
    }

    pub(super) fn instrumentation(&self) -> Instrumentation {
        Instrumentation(self.log.clone())
    }

    pub(super) fn log(&self) -> MutexGuard<'_, Log> {
        lock(&self.log)
    }

    /// Response to a path of the interceptor itself, with the body of the request.
    fn own_response(&self, path: &str, body: &str) -> Option<Response> {
        let mut log = self.log();
        match path {
            FOREIGN_REQUEST_REPORTS => log.foreign_requests += 1,
            VIOLATION_REPORTS => log.violations.push(body.to_owned()),
            init_script::ERROR_REPORTS => log.errors.push(body.to_owned()),
            init_script::ADDRESS => {
                let headers = [
                    (CONTENT_TYPE, "text/javascript"),
                    (CACHE_CONTROL, "no-store"),
                ];
                let script = log.init_script.clone().unwrap_or_default();
                return Some((headers, script).into_response());
            }
            _ => return None,
        }
        Some(StatusCode::NO_CONTENT.into_response())
    }

    /// Response of the site, or of the fault that is injected into this request.
    async fn site_response(&self, path: &str, request: Request, next: Next) -> Response {
        let fault = self.log().take_fault(path);
        match fault {
            Some(Fault::Fail) => {
                let headers = [(RETRY_AFTER, RETRY_SECONDS)];
                (StatusCode::SERVICE_UNAVAILABLE, headers).into_response()
            }
            Some(Fault::Replace(script)) => {
                ([(CONTENT_TYPE, "text/javascript")], script).into_response()
            }
            Some(Fault::Hold(mut released)) => {
                // Ends with an error: the sender sends nothing and is dropped.
                let _ = released.changed().await;
                next.run(request).await
            }
            None => next.run(request).await,
        }
    }

    /// Adds the policies by which the browser reports to this site.
    fn add_policies(&self, response: &mut Response) {
        let policy = report_policy(&self.log().allowed_origin);
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY_REPORT_ONLY, policy);
        if let Some(own) = headers.get_mut(CONTENT_SECURITY_POLICY) {
            *own = with_reports(own);
        }
    }
}

impl Log {
    fn take_fault(&mut self, path: &str) -> Option<Fault> {
        let (fault, times) = self.faults.get_mut(path)?;
        *times = times.checked_sub(1)?;
        Some(fault.clone())
    }
}

pub(super) async fn intercept(
    State(interceptor): State<Interceptor>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    if is_report(&path) || path == init_script::ADDRESS {
        let body = to_bytes(request.into_body(), usize::MAX).await;
        let body = String::from_utf8_lossy(&body.unwrap_or_default()).into_owned();
        let response = interceptor.own_response(&path, &body);
        return response.unwrap_or_else(|| StatusCode::NOT_FOUND.into_response());
    }
    let has_script = interceptor.log().init_script.is_some() && init_script::changes(&path);
    if has_script {
        init_script::remove_accepted_encodings(&mut request);
    }
    interceptor.log().requests.push(path.clone());
    let mut response = interceptor.site_response(&path, request, next).await;
    if has_script {
        response = init_script::inject(response, &interceptor.dist).await;
    }
    interceptor.add_policies(&mut response);
    response
}

fn is_report(path: &str) -> bool {
    [
        FOREIGN_REQUEST_REPORTS,
        VIOLATION_REPORTS,
        init_script::ERROR_REPORTS,
    ]
    .contains(&path)
}

/// Policy that reports every request to another origin, except pictures of the page itself (`blob:`).
fn report_policy(allowed_origin: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' {allowed_origin}; \
         img-src 'self' blob: {allowed_origin}; report-uri {FOREIGN_REQUEST_REPORTS}"
    );
    HeaderValue::try_from(policy).expect("origins are ASCII")
}

/// Policy of the page that also reports its violations.
fn with_reports(policy: &HeaderValue) -> HeaderValue {
    let policy = policy.to_str().expect("the server's policies are ASCII");
    HeaderValue::try_from(format!("{policy}; report-uri {VIOLATION_REPORTS}"))
        .expect("an ASCII policy stays ASCII")
}

fn lock(log: &Mutex<Log>) -> MutexGuard<'_, Log> {
    log.lock().expect("no thread panics while holding the lock")
}
