//! Built page behind the real server or a static host, with injected faults and a request log.

mod init_script;
mod interceptor;
mod rebuild;

pub(crate) use interceptor::Instrumentation;

use crate::{Browser, Page, Session};
use anyhow::{Context, Result};
use axum::Router;
use axum::middleware;
use interceptor::{Fault, Interceptor};
use local_server::LocalServer;
use server::{Server, ServerOptions};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tokio::sync::watch;
use tower_http::services::ServeDir;

/// Folder of the page on a static host.
const FOLDER: &str = "/inkling";

/// Built page at an address of its own; stops when dropped.
pub struct Site {
    server: LocalServer,
    dist: PathBuf,
    interceptor: Interceptor,
    /// Copy of the build, if this site may change it.
    _copy: Option<TempDir>,
}

/// Holds back responses until dropped.
#[must_use]
pub struct Hold(#[expect(dead_code, reason = "its drop releases the responses")] watch::Sender<()>);

impl Site {
    /// Serves the build in the folder `INKLING_DIST`, by default `dist/`.
    pub fn start() -> Result<Self> {
        Self::serve(built(), real_server)
    }

    /// Serves the build in this folder.
    pub fn start_in(dist: &Path) -> Result<Self> {
        Self::serve(dist.to_owned(), real_server)
    }

    /// Serves the build's files below the folder `/inkling`, as a static host without configuration
    /// does; the folder's address without a slash gives the page too.
    pub fn start_static() -> Result<Self> {
        let files = |dist: &Path| Ok(Router::new().nest_service(FOLDER, ServeDir::new(dist)));
        Self::serve(built(), files)
    }

    /// Serves the build with the real server below the path `/inkling`, as a proxy does that strips
    /// this prefix from requests.
    pub fn start_below_path() -> Result<Self> {
        let server = |dist: &Path| Ok(Router::new().nest_service(FOLDER, real_server(dist)?));
        Self::serve(built(), server)
    }

    /// Serves a copy of the build, which [`Site::rebuild`] can change.
    pub fn start_copy() -> Result<Self> {
        let copy = TempDir::new()?;
        rebuild::copy(&built(), copy.path())?;
        let site = Self::serve(copy.path().to_owned(), real_server)?;
        Ok(Self {
            _copy: Some(copy),
            ..site
        })
    }

    fn serve(dist: PathBuf, router: impl FnOnce(&Path) -> Result<Router>) -> Result<Self> {
        let has_devtools = Browser::from_env()? == Browser::Chromium;
        let interceptor = Interceptor::new(dist.clone(), !has_devtools);
        let layer = middleware::from_fn_with_state(interceptor.clone(), interceptor::intercept);
        let server = LocalServer::start(router(&dist)?.layer(layer))?;
        Ok(Self {
            server,
            dist,
            interceptor,
            _copy: None,
        })
    }

    /// Page object for this site in a browser; the page is not opened yet.
    pub fn page(&self, session: Session) -> Page {
        Page::new(session, self.url(), self.interceptor.instrumentation())
    }

    /// Stops the server; the site then refuses connections.
    pub fn stop(&self) {
        self.server.kill();
    }

    /// Replaces the copied build by one with this title.
    pub fn rebuild(&self, title: &str) -> Result<()> {
        rebuild::build(&self.dist, title)
    }

    /// Address of the page.
    pub fn url(&self) -> String {
        format!("{}/", self.server.url())
    }

    /// Origin of the page, without a slash at the end.
    pub fn origin(&self) -> String {
        self.server.url()
    }

    /// Address of the page's folder on a static host, without a slash at the end.
    pub fn folder_url(&self) -> String {
        format!("{}{FOLDER}", self.server.url())
    }

    /// Content of a file of the build, by its path in the site.
    pub fn file(&self, path: &str) -> Result<Vec<u8>> {
        let file = self.dist.join(path.trim_start_matches('/'));
        fs::read(&file).with_context(|| format!("cannot read {}", file.display()))
    }

    /// Folder of the build.
    pub fn dist(&self) -> &Path {
        &self.dist
    }

    /// Path of the app's WebAssembly, whose name contains a hash.
    pub fn app_wasm(&self) -> Result<String> {
        for entry in fs::read_dir(&self.dist)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.starts_with("app-") && name.ends_with("_bg.wasm") {
                return Ok(format!("/{name}"));
            }
        }
        anyhow::bail!("the build has no WebAssembly of the app")
    }

    /// Holds back responses to requests for this path.
    pub fn hold(&self, path: &str) -> Hold {
        let (hold, released) = watch::channel(());
        self.inject(path, Fault::Hold(released), usize::MAX);
        Hold(hold)
    }

    /// Answers the next requests for this path with status 503.
    pub fn fail(&self, path: &str, times: usize) {
        self.inject(path, Fault::Fail, times);
    }

    /// Answers the next requests for this path with other content, as a script.
    pub fn replace(&self, path: &str, content: &'static str, times: usize) {
        self.inject(path, Fault::Replace(content), times);
    }

    /// Removes the fault of this path.
    pub fn repair(&self, path: &str) {
        self.interceptor.log().faults.remove(path);
    }

    fn inject(&self, path: &str, fault: Fault, times: usize) {
        let mut log = self.interceptor.log();
        log.faults.insert(path.to_owned(), (fault, times));
    }

    /// Requested paths in order.
    pub fn requests(&self) -> Vec<String> {
        self.interceptor.log().requests.clone()
    }

    /// Number of requests for this path.
    pub fn request_count(&self, path: &str) -> usize {
        let log = self.interceptor.log();
        log.requests.iter().filter(|found| *found == path).count()
    }

    /// Whether any requested path contains this text.
    pub fn has_request_with(&self, text: &str) -> bool {
        let log = self.interceptor.log();
        log.requests.iter().any(|path| path.contains(text))
    }

    /// Does not report requests to this origin, from the next load of the page on.
    pub fn allow_origin(&self, origin: &str) {
        self.interceptor.log().allowed_origin = origin.to_owned();
    }

    /// Takes the number of requests to other origins since the last call, as the browser reports.
    pub fn take_foreign_requests(&self) -> usize {
        std::mem::take(&mut self.interceptor.log().foreign_requests)
    }

    /// Takes the violations of the page's own policies since the last call, as the browser reports.
    pub fn take_violations(&self) -> Vec<String> {
        std::mem::take(&mut self.interceptor.log().violations)
    }
}

fn real_server(dist: &Path) -> Result<Router> {
    let options = ServerOptions::new(dist.to_owned());
    options.check()?;
    Ok(Server::new(&options)?.router())
}

fn built() -> PathBuf {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    env::var_os("INKLING_DIST").map_or_else(default, PathBuf::from)
}
