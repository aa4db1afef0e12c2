//! The built page, served by the real server or by a bare host and, where a test wants it, with
//! faults.

mod first_script;
mod second_build;

use crate::{Browser, Page, Session};
use anyhow::{Result, bail};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY_REPORT_ONLY, CONTENT_TYPE,
    RETRY_AFTER,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use server::{Server, ServerOptions};
use std::collections::HashMap;
use std::env;
use std::fs;
use std::mem;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tower_http::services::ServeDir;

const REPORTS: &str = "/foreign-request";
const VIOLATIONS: &str = "/violation";

/// Where a bare host has the page.
const FOLDER: &str = "/inkling";

/// What a server that has too much to do says in `Retry-After`.
const SECONDS: &str = "7";

/// The page at an address of its own; ends with the runtime that it was started in.
pub struct Site {
    address: SocketAddr,
    dist: PathBuf,
    log: Arc<Mutex<Log>>,
    serving: AbortHandle,
    /// Where the page is, if it is a copy that can be changed.
    _copy: Option<TempDir>,
}

#[derive(Default)]
struct Log {
    faults: HashMap<String, (Fault, usize)>,
    requests: Vec<String>,
    foreign: usize,
    violations: Vec<String>,
    /// Another origin that the page may ask.
    allowed: String,
    /// What a browser without the DevTools protocol runs first in every document.
    first_script: Option<String>,
    errors: Vec<String>,
}

/// What the site knows of the browser that is there, which a page asks it for.
#[derive(Clone)]
pub(crate) struct Guest(Arc<Mutex<Log>>);

impl Guest {
    /// Runs a script in every document from now on, before the document's own scripts.
    pub(crate) fn run_first(&self, script: &str) {
        let mut log = lock(&self.0);
        let scripts = log.first_script.get_or_insert_default();
        scripts.push_str(script);
        scripts.push_str(";\n");
    }

    /// The errors that the first script has told of since they were asked for last.
    pub(crate) fn take_errors(&self) -> Vec<String> {
        mem::take(&mut lock(&self.0).errors)
    }
}

#[derive(Clone)]
enum Fault {
    Wait(watch::Receiver<()>),
    Fail,
    Replace(&'static str),
}

/// Keeps a file back until this is dropped.
#[must_use]
pub struct Hold(#[expect(dead_code, reason = "its drop is what is waited for")] watch::Sender<()>);

impl Site {
    /// Serves the page in the folder that `INKLING_DIST` names; without it, in `dist/`.
    pub async fn start() -> Result<Self> {
        Self::serve(built(), real_server).await
    }

    /// Serves the page in this folder.
    pub async fn of(dist: &Path) -> Result<Self> {
        Self::serve(dist.to_owned(), real_server).await
    }

    /// Serves the page below the folder `/inkling`, by its files alone: a host that nobody has
    /// configured, and that gives the folder's page without the slash too.
    pub async fn start_bare() -> Result<Self> {
        let bare = |dist: &Path| Ok(Router::new().nest_service(FOLDER, ServeDir::new(dist)));
        Self::serve(built(), bare).await
    }

    /// Serves a copy of the page, which can be built again.
    pub async fn start_copy() -> Result<Self> {
        let copy = TempDir::new()?;
        second_build::copy(&built(), copy.path())?;
        let site = Self::serve(copy.path().to_owned(), real_server).await?;
        Ok(Self {
            _copy: Some(copy),
            ..site
        })
    }

    async fn serve(dist: PathBuf, router: impl FnOnce(&Path) -> Result<Router>) -> Result<Self> {
        let has_devtools = Browser::chosen()? == Browser::Chromium;
        let log = Arc::new(Mutex::new(Log {
            first_script: (!has_devtools).then(|| first_script::TELL_ERRORS.to_owned()),
            ..Log::default()
        }));
        let layer = middleware::from_fn_with_state((log.clone(), dist.clone()), answer);
        let router = router(&dist)?.layer(layer);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let serving = tokio::spawn(async { axum::serve(listener, router).await }).abort_handle();
        Ok(Self {
            address,
            dist,
            log,
            serving,
            _copy: None,
        })
    }

    /// The page in this browser; it is not opened yet.
    pub fn page(&self, session: Session) -> Page {
        Page::new(session, self.url(), Guest(self.log.clone()))
    }

    /// Answers no new connection any more.
    pub fn stop(&self) {
        self.serving.abort();
    }

    /// Puts another build of the page, with this title, in place of a copy's.
    pub fn build_again(&self, title: &str) -> Result<()> {
        second_build::build(&self.dist, title)
    }

    /// The page's address.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The page's address on a bare host, without a slash at the end.
    pub fn folder_url(&self) -> String {
        format!("http://{}{FOLDER}", self.address)
    }

    /// The folder that is served.
    pub fn dist(&self) -> &Path {
        &self.dist
    }

    /// The path of the page's own WebAssembly, which Trunk names after its content.
    pub fn program(&self) -> Result<String> {
        for entry in fs::read_dir(&self.dist)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.starts_with("app-") && name.ends_with("_bg.wasm") {
                return Ok(format!("/{name}"));
            }
        }
        bail!("the page has no WebAssembly of its own")
    }

    /// Answers requests for this file only when the hold is dropped.
    pub fn hold(&self, path: &str) -> Hold {
        let (hold, released) = watch::channel(());
        self.plan(path, Fault::Wait(released), usize::MAX);
        Hold(hold)
    }

    /// Answers the next requests for this file with a failure.
    pub fn fail(&self, path: &str, times: usize) {
        self.plan(path, Fault::Fail, times);
    }

    /// Answers the next requests for this file with a script of ours.
    pub fn replace(&self, path: &str, script: &'static str, times: usize) {
        self.plan(path, Fault::Replace(script), times);
    }

    /// Answers requests for this file as it should be.
    pub fn repair(&self, path: &str) {
        lock(&self.log).faults.remove(path);
    }

    /// The paths that were asked for, in order.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.log).requests.clone()
    }

    /// From the next visit on, requests to this origin are not reported.
    pub fn allow(&self, origin: &str) {
        lock(&self.log).allowed = origin.to_owned();
    }

    /// How many requests to other origins the browser has reported since this was asked last.
    pub fn take_foreign_requests(&self) -> usize {
        mem::take(&mut lock(&self.log).foreign)
    }

    /// What the browser has refused by the page's own policies, since this was asked last.
    pub fn take_violations(&self) -> Vec<String> {
        mem::take(&mut lock(&self.log).violations)
    }

    fn plan(&self, path: &str, fault: Fault, times: usize) {
        lock(&self.log).faults.insert(path.into(), (fault, times));
    }
}

impl Log {
    /// What is to go wrong with this request.
    fn take_fault(&mut self, path: &str) -> Option<Fault> {
        let (fault, times) = self.faults.get_mut(path)?;
        *times = times.checked_sub(1)?;
        Some(fault.clone())
    }
}

type Serving = (Arc<Mutex<Log>>, PathBuf);

async fn answer(State((log, dist)): State<Serving>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if path == REPORTS {
        lock(&log).foreign += 1;
        return StatusCode::NO_CONTENT.into_response();
    }
    if path == VIOLATIONS || path == first_script::ERRORS {
        let report = to_bytes(request.into_body(), usize::MAX).await;
        let report = String::from_utf8_lossy(&report.unwrap_or_default()).into_owned();
        let mut log = lock(&log);
        let reports = match path == VIOLATIONS {
            true => &mut log.violations,
            false => &mut log.errors,
        };
        reports.push(report);
        return StatusCode::NO_CONTENT.into_response();
    }
    let first_script = lock(&log).first_script.clone();
    if path == first_script::ADDRESS {
        let headers = [
            (CONTENT_TYPE, "text/javascript"),
            (CACHE_CONTROL, "no-store"),
        ];
        return (headers, first_script.unwrap_or_default()).into_response();
    }
    let has_script = first_script.is_some() && first_script::concerns(&path);
    if has_script {
        first_script::ask_for_plain(&mut request);
    }
    let fault = {
        let mut log = lock(&log);
        log.requests.push(path.clone());
        log.take_fault(&path)
    };
    let mut response = match fault {
        Some(Fault::Fail) => {
            (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, SECONDS)]).into_response()
        }
        Some(Fault::Replace(script)) => {
            ([(CONTENT_TYPE, "text/javascript")], script).into_response()
        }
        Some(Fault::Wait(mut released)) => {
            // It only ends in an error: nothing is sent, the sender is dropped.
            let _ = released.changed().await;
            next.run(request).await
        }
        None => next.run(request).await,
    };
    if has_script {
        response = first_script::put_into(response, &dist).await;
    }
    let policy = policy(&lock(&log).allowed);
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY_REPORT_ONLY, policy);
    if let Some(own) = headers.get_mut(CONTENT_SECURITY_POLICY) {
        *own = reporting(own);
    }
    response
}

/// Has the browser report every request that page or worker make to another origin than this; a
/// picture that the page itself holds (`blob:`) is none.
fn policy(allowed: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' {allowed}; \
         img-src 'self' blob: {allowed}; report-uri {REPORTS}"
    );
    HeaderValue::try_from(policy).expect("origins are ASCII")
}

/// Has the browser report what this policy refuses, too.
fn reporting(policy: &HeaderValue) -> HeaderValue {
    let policy = policy.to_str().expect("the server's policies are ASCII");
    HeaderValue::try_from(format!("{policy}; report-uri {VIOLATIONS}")).expect("so is this one")
}

fn real_server(dist: &Path) -> Result<Router> {
    let options = ServerOptions::new(dist.to_owned());
    options.check()?;
    Ok(Server::new(&options)?.router())
}

fn built() -> PathBuf {
    env::var_os("INKLING_DIST").map_or_else(default_dist, PathBuf::from)
}

fn lock(log: &Mutex<Log>) -> MutexGuard<'_, Log> {
    log.lock().expect("nobody panics while holding it")
}

fn default_dist() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist")
}
