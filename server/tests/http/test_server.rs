//! A server on a free port with a small page, gone when dropped.

use crate::engines::Puppet;
use axum::Router;
use axum::body::Bytes;
use axum::http::{Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use recognizer::{Classifier, ClassifyError};
use serde_json::Value;
use server::{Engine, OwnModel, Server, ServerOptions};
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Mutex;
use tempfile::TempDir;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

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

pub(crate) struct TestServer {
    address: SocketAddr,
    client: Client<HttpConnector, Full<Bytes>>,
    router: Router,
    /// Dropping it completes the server's shutdown future.
    stop: Mutex<Option<oneshot::Sender<()>>>,
    served: JoinHandle<()>,
    folder: TempDir,
}

impl TestServer {
    /// With a puppet for a model, and the usual options.
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}, Puppet).await
    }

    /// With this classifier, and other options.
    pub(crate) async fn with(
        change: impl FnOnce(&mut ServerOptions),
        classifier: impl Classifier + Send + Sync + 'static,
    ) -> Self {
        Self::loading(change, || Ok(Box::new(classifier))).await
    }

    /// With the classifier that `load` gives in the end.
    pub(crate) async fn loading(
        change: impl FnOnce(&mut ServerOptions),
        load: impl FnOnce() -> Result<Engine, ClassifyError> + Send + 'static,
    ) -> Self {
        Self::run(|mut options| {
            change(&mut options);
            Server::with_engine(&options, load)
        })
        .await
    }

    /// With this model, and the usual options.
    pub(crate) async fn serving(model: OwnModel) -> Self {
        Self::run(|options| Server::with_model(&options, model)).await
    }

    async fn run(server: impl FnOnce(ServerOptions) -> io::Result<Server>) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        write_page(folder.path());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound address");
        let options = ServerOptions::new(folder.path().join("dist"));
        let server = server(options).expect("threads");
        let router = server.router();
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn(server.serve(listener, async {
            let _ = stopped.await;
        }));
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self {
            address,
            client,
            router,
            stop: Mutex::new(Some(stop)),
            served,
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
        request.expect("an answer")
    }

    /// Nothing if there is no connection, or it breaks off.
    pub(crate) async fn try_request(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Option<Response<Vec<u8>>> {
        let uri = format!("http://{}{path}", self.address);
        let request = Request::builder().method(method).uri(uri);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        let request = request.body(Full::from(body)).expect("a valid request");
        let (head, body) = self.client.request(request).await.ok()?.into_parts();
        let body = body.collect().await.ok()?.to_bytes();
        Some(Response::from_parts(head, body.into()))
    }

    /// A connection to write to by hand.
    pub(crate) async fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).await;
        stream.expect("a connection")
    }

    /// What the server answers, without a connection.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// The value of this line of the counters, 0 if it is missing.
    pub(crate) async fn counter(&self, line: &str) -> usize {
        let counters = self.get("/metrics").await.into_body();
        let value = counters
            .lines()
            .find_map(|found| found.strip_prefix(line)?.strip_prefix(' '));
        value.map_or(0, |value| value.parse().expect("a number"))
    }

    /// Completes when so many images wait for the network.
    pub(crate) async fn has_queued(&self, count: usize) {
        while self.counter("inkling_queued_images").await != count {}
    }

    /// A file of the page.
    pub(crate) fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.folder.path().join("dist").join(name), content).expect("a file");
    }

    /// Begins to stop, and completes when there are no new connections.
    pub(crate) async fn stop(&self) {
        self.stop
            .lock()
            .expect("nobody panics while holding it")
            .take();
        while TcpStream::connect(self.address).await.is_ok() {}
    }

    /// Completes when the server has stopped.
    pub(crate) async fn stopped(self) {
        self.stop().await;
        self.served.await.expect("the server does not panic");
    }
}

fn text(response: Response<Vec<u8>>) -> Response<String> {
    response.map(|body| String::from_utf8(body).expect("text"))
}

/// What comes until the connection is closed.
pub(crate) async fn everything(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A connection that is reset was closed too.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// The body as JSON.
pub(crate) fn json(response: &Response<String>) -> Value {
    serde_json::from_str(response.body()).expect("JSON")
}

/// The header's value, empty when it is missing.
pub(crate) fn header<'a, B>(response: &'a Response<B>, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().expect("an ASCII header"))
}

/// That the body is a problem of this status that says what to do.
pub(crate) fn assert_problem(response: &Response<String>, status: u16) {
    assert_eq!(response.status(), status, "{}", response.body());
    assert_eq!(header(response, "content-type"), "application/problem+json");
    let problem = json(response);
    assert_eq!(problem["status"], status);
    assert!(problem["title"].as_str().is_some_and(|it| !it.is_empty()));
    assert!(problem["detail"].as_str().is_some_and(|it| !it.is_empty()));
}

/// The page, and beside it a file that must stay out of reach.
fn write_page(folder: &Path) {
    for (name, content) in PAGE {
        let path = folder.join("dist").join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    fs::write(folder.join("secret.txt"), "secret").expect("a file");
}
