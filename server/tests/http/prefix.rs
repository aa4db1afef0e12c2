//! The server behind a proxy that serves it below a path and strips that from requests.

use crate::fake_classifier::digit_image;
use crate::test_server::{BYTES, TestServer, fetch, header, json, text};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, Response, StatusCode};
use axum::routing::any;
use http_body_util::{BodyExt, Full};
use local_server::LocalServer;
use std::sync::Arc;

/// Proxy in front of the server: `/inkling/…` is the server's `/…`, and there is nothing else.
fn proxy(server: &Arc<TestServer>) -> LocalServer {
    let server = server.clone();
    let forward = move |request: Request<Body>| {
        let server = server.clone();
        async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.expect("a body").to_bytes();
            let kind = head.headers.get("content-type");
            let kind = kind.and_then(|it| it.to_str().ok()).unwrap_or_default();
            // The router has stripped the prefix.
            let path = head.uri.to_string();
            let headers = [("content-type", kind)];
            let response = server.request(head.method, &path, &headers, body.into());
            response.await.map(Bytes::from).map(Full::from)
        }
    };
    let router = Router::new()
        .nest_service("/inkling", any(forward))
        .fallback(async || StatusCode::IM_A_TEAPOT);
    LocalServer::start(router).expect("a free port")
}

/// Follows a reference, as browsers resolve it against an address.
fn resolve(base: &str, reference: &str) -> String {
    if reference.starts_with('/') {
        return reference.to_owned();
    }
    let base = base.split('?').next().unwrap_or_default();
    let (folder, _) = base.rsplit_once('/').expect("a path");
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in reference.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

async fn load(proxy: &LocalServer, path: &str) -> Response<Vec<u8>> {
    let request = Request::get(format!("{}{path}", proxy.url()));
    fetch(request.body(Full::default()).expect("an address")).await
}

async fn get(proxy: &LocalServer, path: &str) -> Response<String> {
    text(load(proxy, path).await)
}

#[tokio::test]
async fn the_documentation_stays_below_the_prefix() {
    let proxy = proxy(&Arc::new(TestServer::start()));
    let redirect = get(&proxy, "/inkling/api/docs").await;
    assert_eq!(redirect.status(), StatusCode::SEE_OTHER);
    let page = resolve("/inkling/api/docs", header(&redirect, "location"));
    assert_eq!(page, "/inkling/api/docs/");
    for file in ["", "swagger-ui.css", "swagger-ui-bundle.js"] {
        let response = load(&proxy, &format!("{page}{file}")).await;
        assert_eq!(response.status(), StatusCode::OK, "{file}");
    }
    let script = get(&proxy, "/inkling/api/docs/swagger-initializer.js").await;
    let script = script.into_body();
    let (_, rest) = script.split_once(r#""url": ""#).expect("an address");
    let reference = rest.split('"').next().expect("a value");
    let path = resolve(&page, reference);
    let document = json(&get(&proxy, &path).await);
    // Where the document sends requests.
    let base = document["servers"][0]["url"].as_str().expect("an address");
    let base = resolve(&path, base);
    assert_eq!(base, "/inkling");
    let health = get(&proxy, &format!("{base}/api/health")).await;
    assert_eq!(json(&health)["status"], "ok");
}

#[tokio::test]
async fn redirects_to_folders_stay_below_the_prefix() {
    let server = Arc::new(TestServer::start());
    server.write_at_epoch("deep/folder/index.html", b"deep");
    let proxy = proxy(&server);
    for path in ["/inkling/deep/folder", "/inkling/deep/folder?a=b"] {
        let redirect = get(&proxy, path).await;
        assert!(redirect.status().is_redirection(), "{path}");
        let target = resolve(path, header(&redirect, "location"));
        assert_eq!(get(&proxy, &target).await.body(), "deep", "{target}");
    }
}

#[tokio::test]
async fn predictions_work_below_the_prefix() {
    let proxy = proxy(&Arc::new(TestServer::start()));
    let uri = format!("{}/inkling/api/predict", proxy.url());
    let request = Request::post(uri)
        .header("content-type", BYTES)
        .body(Full::from(digit_image(7)))
        .expect("a request");
    let answer = text(fetch(request).await);
    assert_eq!(json(&answer)["predictions"][0]["digit"], 7);
}
