//! The built page, served by the real server and, where a test wants it, with faults.

use anyhow::{Result, bail};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY_REPORT_ONLY, CONTENT_TYPE, RETRY_AFTER};
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
use tokio::net::TcpListener;
use tokio::sync::watch;

const REPORTS: &str = "/foreign-request";

/// What a server that has too much to do says in `Retry-After`.
const SECONDS: &str = "7";

/// The page at an address of its own; ends with the runtime that it was started in.
pub struct Site {
    address: SocketAddr,
    dist: PathBuf,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    faults: HashMap<String, (Fault, usize)>,
    requests: Vec<String>,
    foreign: usize,
    /// Another origin that the page may ask.
    allowed: String,
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
        Self::of(&env::var_os("INKLING_DIST").map_or_else(default_dist, PathBuf::from)).await
    }

    /// Serves the page in this folder.
    pub async fn of(dist: &Path) -> Result<Self> {
        let dist = dist.to_owned();
        let options = ServerOptions::new(dist.clone());
        options.check()?;
        let log = Arc::<Mutex<Log>>::default();
        let layer = middleware::from_fn_with_state(log.clone(), answer);
        let router = Server::new(&options)?.router().layer(layer);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        tokio::spawn(async { axum::serve(listener, router).await });
        Ok(Self { address, dist, log })
    }

    /// The page's address.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
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

async fn answer(State(log): State<Arc<Mutex<Log>>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if path == REPORTS {
        lock(&log).foreign += 1;
        return StatusCode::NO_CONTENT.into_response();
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
    let policy = policy(&lock(&log).allowed);
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY_REPORT_ONLY, policy);
    response
}

/// Has the browser report every request that page or worker make to another origin than this.
fn policy(allowed: &str) -> HeaderValue {
    let policy =
        format!("default-src 'self' 'unsafe-inline' 'unsafe-eval' {allowed}; report-uri {REPORTS}");
    HeaderValue::try_from(policy).expect("origins are ASCII")
}

fn lock(log: &Mutex<Log>) -> MutexGuard<'_, Log> {
    log.lock().expect("nobody panics while holding it")
}

fn default_dist() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist")
}
