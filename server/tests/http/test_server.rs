//! Server under test, and its HTTP client.

use crate::fake_classifier::FakeClassifier;
use axum::Router;
use axum::body::Bytes;
use axum::http::{Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use local_server::{LocalServer, Shutdown};
use recognizer::{Classifier, ClassifyError};
use serde_json::Value;
use server::{Engine, Server, ServerOptions};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

pub(crate) const JSON: &str = "application/json";
pub(crate) const BYTES: &str = "application/octet-stream";

const PAGE: [(&str, &str); 10] = [
    (
        "index.html",
        r#"<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'self'" />"#,
    ),
    ("app-1a2b3c4d5e6f7890.js", "export {}"),
    ("app-1a2b3c4d5e6f7890_bg.wasm", "wasm"),
    ("app-1a2b3c4d5e6f7890_bg.wasm.br", "wasm in brotli"),
    ("app-1a2b3c4d5e6f7890_bg.wasm.gz", "wasm in gzip"),
    ("style-1a2b3c4d5e6f7890.css", "body {}"),
    ("snippets/app-1a2b3c4d5e6f7890/inline0.js", "export {}"),
    ("manifest.webmanifest", "{}"),
    ("icon.svg", "<svg/>"),
    ("icon-192.png", "png"),
];

/// Server with a small page.
pub(crate) struct TestServer {
    server: LocalServer,
    client: HttpClient,
    router: Router,
    folder: TempDir,
}

impl TestServer {
    /// Starts with a [`FakeClassifier`] and default options.
    pub(crate) fn start() -> Self {
        Self::with(|_| {}, FakeClassifier)
    }

    /// Starts with this classifier and changed options.
    pub(crate) fn with(
        change: impl FnOnce(&mut ServerOptions),
        classifier: impl Classifier + Send + Sync + 'static,
    ) -> Self {
        Self::loading(change, || Ok(Box::new(classifier)))
    }

    /// Starts with changed options, while `load` loads the classifier.
    pub(crate) fn loading(
        change: impl FnOnce(&mut ServerOptions),
        load: impl FnOnce() -> Result<Engine, ClassifyError> + Send + 'static,
    ) -> Self {
        Self::run(|mut options| {
            change(&mut options);
            Server::with_engine(&options, load)
        })
    }

    /// Starts with this model and default options.
    #[cfg(feature = "own-model")]
    pub(crate) fn serving(model: server::OwnModel) -> Self {
        Self::run(|options| Server::with_model(&options, model))
    }

    fn run(server: impl FnOnce(ServerOptions) -> io::Result<Server>) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        write_page(folder.path());
        let options = ServerOptions::new(folder.path().join("dist"));
        let server = server(options).expect("threads");
        let router = server.router();
        let serve = |listener, shutdown: Shutdown| server.serve(listener, shutdown.requested());
        Self {
            server: LocalServer::start_with(serve).expect("a free port"),
            client: client(),
            router,
            folder,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Response<String> {
        self.send(Method::GET, path, &[]).await
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Response<String> {
        text(self.request(method, path, headers, Vec::new()).await)
    }

    pub(crate) async fn post(
        &self,
        path: &str,
        kind: &str,
        body: impl Into<Vec<u8>>,
    ) -> Response<String> {
        let headers = [("content-type", kind)];
        text(
            self.request(Method::POST, path, &headers, body.into())
                .await,
        )
    }

    pub(crate) async fn request(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Response<Vec<u8>> {
        let request = self.try_request(method, path, headers, body).await;
        request.expect("a response")
    }

    /// Sends a request; `None` if the connection is refused or broken.
    pub(crate) async fn try_request(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Option<Response<Vec<u8>>> {
        let uri = format!("{}{path}", self.server.url());
        let request = Request::builder().method(method).uri(uri);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        let request = request.body(Full::from(body)).expect("a valid request");
        send(&self.client, request).await
    }

    /// Opens a connection for hand-written requests.
    pub(crate) async fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.server.address()).await;
        stream.expect("a connection")
    }

    /// Router of the server, for requests without a connection.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// Value of a line of the metrics; 0 if it is missing.
    pub(crate) async fn counter(&self, line: &str) -> usize {
        let metrics = self.get("/metrics").await.into_body();
        let value = metrics
            .lines()
            .find_map(|found| found.strip_prefix(line)?.strip_prefix(' '));
        value.map_or(0, |value| value.parse().expect("a number"))
    }

    /// Completes when this many images are queued.
    pub(crate) async fn wait_for_queue(&self, count: usize) {
        while self.counter("inkling_queued_images").await != count {}
    }

    /// Writes a file of the page.
    pub(crate) fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.folder.path().join("dist").join(name), content).expect("a file");
    }

    /// Writes a file of the page with the modification time 1, as container images have it.
    pub(crate) fn write_at_epoch(&self, name: &str, content: &[u8]) {
        let path = self.folder.path().join("dist").join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, content).expect("a file");
        let file = File::options().write(true).open(&path).expect("a file");
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
        file.set_modified(time).expect("a time");
    }

    /// Requests a shutdown, and completes when new connections are refused.
    pub(crate) async fn stop(&self) {
        self.server.shut_down();
        while TcpStream::connect(self.server.address()).await.is_ok() {}
    }

    /// Requests a shutdown, and completes when the server has ended.
    pub(crate) async fn stopped(self) {
        self.stop().await;
        self.server.ended().await;
    }
}

type HttpClient = Client<HttpConnector, Full<Bytes>>;

fn client() -> HttpClient {
    Client::builder(TokioExecutor::new()).build_http()
}

/// Sends a request; `None` if the connection is refused or broken.
async fn send(client: &HttpClient, request: Request<Full<Bytes>>) -> Option<Response<Vec<u8>>> {
    let (head, body) = client.request(request).await.ok()?.into_parts();
    let body = body.collect().await.ok()?.to_bytes();
    Some(Response::from_parts(head, body.into()))
}

/// Sends a request to any server.
pub(crate) async fn fetch(request: Request<Full<Bytes>>) -> Response<Vec<u8>> {
    send(&client(), request).await.expect("a response")
}

/// Response with its body as text.
pub(crate) fn text(response: Response<Vec<u8>>) -> Response<String> {
    response.map(|body| String::from_utf8(body).expect("text"))
}

/// Bytes until the connection is closed, as text.
pub(crate) async fn read_to_end(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset connection is closed too.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Body as JSON.
pub(crate) fn json(response: &Response<String>) -> Value {
    serde_json::from_str(response.body()).expect("JSON")
}

/// Value of a header; empty if it is missing.
pub(crate) fn header<'a, B>(response: &'a Response<B>, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().expect("an ASCII header"))
}

/// Asserts that the body is a problem document of this status with a title and a detail.
pub(crate) fn assert_problem(response: &Response<String>, status: u16) {
    assert_eq!(response.status(), status, "{}", response.body());
    assert_eq!(header(response, "content-type"), "application/problem+json");
    let problem = json(response);
    assert_eq!(problem["status"], status);
    assert!(problem["title"].as_str().is_some_and(|it| !it.is_empty()));
    assert!(problem["detail"].as_str().is_some_and(|it| !it.is_empty()));
}

/// Writes the page, and beside its folder a file that must not be served.
fn write_page(folder: &Path) {
    for (name, content) in PAGE {
        let path = folder.join("dist").join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    fs::write(folder.join("secret.txt"), "secret").expect("a file");
}
