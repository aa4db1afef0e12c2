//! A server on a free port with a small page, gone when dropped.

use axum::http::{Method, Request, Response};
use http_body_util::{BodyExt, Empty};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use server::ServerOptions;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

type Body = Empty<&'static [u8]>;

const PAGE: [(&str, &str); 10] = [
    ("index.html", "<!doctype html>"),
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
    client: Client<HttpConnector, Body>,
    /// Dropping it completes the server's shutdown future.
    _stop: oneshot::Sender<()>,
    _folder: TempDir,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        write_page(folder.path());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound address");
        let options = ServerOptions {
            dist: folder.path().join("dist"),
        };
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(server::serve(listener, options, async {
            let _ = stopped.await;
        }));
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self {
            address,
            client,
            _stop: stop,
            _folder: folder,
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
        let uri = format!("http://{}{path}", self.address);
        let request = Request::builder().method(method).uri(uri);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        let request = request.body(Body::new()).expect("a valid request");
        let (head, body) = self
            .client
            .request(request)
            .await
            .expect("an answer")
            .into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        Response::from_parts(head, String::from_utf8(body.into()).expect("text"))
    }
}

/// The header's value, empty when it is missing.
pub(crate) fn header<'a>(response: &'a Response<String>, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().expect("an ASCII header"))
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
