//! Files of the page.

use crate::test_server::{TestServer, header};
use axum::http::{Method, StatusCode};

#[tokio::test]
async fn files_have_their_content_types() {
    let server = TestServer::start();
    let cases = [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/app-1a2b3c4d5e6f7890.js", "text/javascript"),
        ("/app-1a2b3c4d5e6f7890_bg.wasm", "application/wasm"),
        ("/style-1a2b3c4d5e6f7890.css", "text/css"),
        (
            "/snippets/app-1a2b3c4d5e6f7890/inline0.js",
            "text/javascript",
        ),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/icon.svg", "image/svg+xml"),
        ("/icon-192.png", "image/png"),
    ];
    for (path, expected) in cases {
        let response = server.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(header(&response, "content-type"), expected, "{path}");
    }
}

#[tokio::test]
async fn hashed_files_are_immutable_and_others_revalidate() {
    let server = TestServer::start();
    let immutable = "public, max-age=31536000, immutable";
    let cases = [
        ("/", "no-cache"),
        ("/icon.svg", "no-cache"),
        ("/snippets/app-1a2b3c4d5e6f7890/inline0.js", "no-cache"),
        ("/missing-1a2b3c4d5e6f7890.js", "no-cache"),
        ("/app-1a2b3c4d5e6f7890.js", immutable),
        ("/app-1a2b3c4d5e6f7890_bg.wasm", immutable),
        ("/style-1a2b3c4d5e6f7890.css", immutable),
    ];
    for (path, expected) in cases {
        let response = server.get(path).await;
        assert_eq!(header(&response, "cache-control"), expected, "{path}");
    }
}

#[tokio::test]
async fn unchanged_files_are_not_sent_again() {
    let server = TestServer::start();
    let first = server.get("/icon.svg").await;
    for (validator, condition) in [
        ("etag", "if-none-match"),
        ("last-modified", "if-modified-since"),
    ] {
        let value = header(&first, validator);
        let again = server
            .send(Method::GET, "/icon.svg", &[(condition, value)])
            .await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{condition}");
        assert_eq!(header(&again, "cache-control"), "no-cache", "{condition}");
    }
}

#[tokio::test]
async fn compressed_copies_are_served_to_clients_that_accept_them() {
    let server = TestServer::start();
    let path = "/app-1a2b3c4d5e6f7890_bg.wasm";
    let cases = [
        ("br, gzip", "br", "wasm in brotli"),
        ("gzip", "gzip", "wasm in gzip"),
        ("identity", "", "wasm"),
    ];
    for (accepted, encoding, body) in cases {
        let response = server
            .send(Method::GET, path, &[("accept-encoding", accepted)])
            .await;
        assert_eq!(
            header(&response, "content-encoding"),
            encoding,
            "{accepted}"
        );
        assert_eq!(
            header(&response, "content-type"),
            "application/wasm",
            "{accepted}"
        );
        assert_eq!(header(&response, "vary"), "accept-encoding", "{accepted}");
        assert_eq!(response.body(), body, "{accepted}");
    }
}

#[tokio::test]
async fn files_without_a_compressed_copy_are_served_uncompressed() {
    let server = TestServer::start();
    let response = server
        .send(Method::GET, "/icon.svg", &[("accept-encoding", "br, gzip")])
        .await;
    assert_eq!(header(&response, "content-encoding"), "");
    assert_eq!(response.body(), "<svg/>");
}

#[tokio::test]
async fn unknown_paths_are_not_the_page() {
    let server = TestServer::start();
    for path in [
        "/nothing",
        "/nothing.js",
        "/snippets/",
        "/snippets/nothing",
        "/apiary",
    ] {
        let response = server.get(path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            response.body(),
            "There is nothing at this address.\n",
            "{path}"
        );
    }
}

#[tokio::test]
async fn paths_cannot_leave_the_folder() {
    let server = TestServer::start();
    let escapes = [
        "/../secret.txt",
        "/snippets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
    ];
    for path in escapes {
        let response = server.get(path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(!response.body().contains("secret"), "{path}");
    }
}

#[tokio::test]
async fn head_requests_get_no_body() {
    let server = TestServer::start();
    for path in ["/", "/icon.svg", "/api/health"] {
        let head = server.send(Method::HEAD, path, &[]).await;
        assert_eq!(head.status(), StatusCode::OK, "{path}");
        let get = server.get(path).await;
        for name in ["content-type", "content-length", "cache-control"] {
            assert_eq!(header(&head, name), header(&get, name), "{path} {name}");
        }
        assert_eq!(head.body(), "", "{path}");
    }
}

#[tokio::test]
async fn files_cannot_be_written() {
    let server = TestServer::start();
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let response = server.send(method.clone(), "/icon.svg", &[]).await;
        assert_eq!(
            response.status(),
            StatusCode::METHOD_NOT_ALLOWED,
            "{method}"
        );
    }
}

#[tokio::test]
async fn every_response_carries_the_security_headers() {
    let server = TestServer::start();
    for path in [
        "/",
        "/icon.svg",
        "/nothing",
        "/api/health",
        "/api/nothing",
        "/v2",
    ] {
        let response = server.get(path).await;
        assert_eq!(
            header(&response, "x-content-type-options"),
            "nosniff",
            "{path}"
        );
        assert_eq!(
            header(&response, "referrer-policy"),
            "no-referrer",
            "{path}"
        );
        assert_eq!(
            header(&response, "cross-origin-opener-policy"),
            "same-origin",
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_page_has_its_own_policy_and_its_files_have_that_of_workers() {
    let server = TestServer::start();
    let own = "default-src 'self'; frame-ancestors 'none'";
    let policy = async |path: &str, conditions: &[(&str, &str)]| {
        let response = server.send(Method::GET, path, conditions).await;
        header(&response, "content-security-policy").to_owned()
    };
    for path in ["/", "/index.html"] {
        assert_eq!(policy(path, &[]).await, own, "{path}");
    }
    let etag = header(&server.get("/").await, "etag").to_owned();
    assert_eq!(policy("/", &[("if-none-match", &etag)]).await, own);
    for path in ["/app-1a2b3c4d5e6f7890.js", "/icon.svg", "/nothing"] {
        let policy = policy(path, &[]).await;
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"));
        assert!(policy.contains("connect-src 'self';"), "{path}");
    }
}
