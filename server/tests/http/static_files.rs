//! Files of the page.

use crate::test_server::{TestServer, header};
use axum::http::{Method, Response, StatusCode};

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

/// Asks for a file that the client has with this tag.
async fn revalidate(
    server: &TestServer,
    path: &str,
    encoding: &str,
    tag: &str,
) -> Response<String> {
    let conditions = [("if-none-match", tag), ("accept-encoding", encoding)];
    server.send(Method::GET, path, &conditions).await
}

#[tokio::test]
async fn unchanged_files_are_not_sent_again() {
    let server = TestServer::start();
    for (path, encoding) in [
        ("/", "identity"),
        ("/icon.svg", "br"),
        ("/app-1a2b3c4d5e6f7890_bg.wasm", "br"),
        ("/app-1a2b3c4d5e6f7890_bg.wasm", "gzip"),
    ] {
        let first = revalidate(&server, path, encoding, r#""another""#).await;
        assert_eq!(first.status(), StatusCode::OK, "{path}");
        let tag = header(&first, "etag");
        let again = revalidate(&server, path, encoding, tag).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
        assert_eq!(again.body(), "", "{path}");
        let cache_control = header(&first, "cache-control");
        assert_eq!(header(&again, "cache-control"), cache_control, "{path}");
        let headers = [("accept-encoding", encoding)];
        let head = server.send(Method::HEAD, path, &headers).await;
        assert_eq!(header(&head, "etag"), tag, "{path}");
    }
}

#[tokio::test]
async fn builds_of_equal_sizes_and_times_have_other_tags() {
    let files = [
        "index.html",
        "sw.js",
        "icon.svg",
        "locale.json",
        "deep/inline0.js",
    ];
    let copies = ["", ".br", ".gz"];
    let write = |server: &TestServer, content: &str| {
        for name in files {
            for copy in copies {
                server.write_at_epoch(&format!("{name}{copy}"), content.as_bytes());
            }
        }
    };
    // The second server stands for a container of the next image.
    let (first, second) = (TestServer::start(), TestServer::start());
    write(&first, "old");
    write(&second, "new");
    for name in files {
        let path = format!("/{}", name.trim_start_matches("index.html"));
        for encoding in ["identity", "br", "gzip"] {
            let old = revalidate(&first, &path, encoding, "").await;
            let tag = header(&old, "etag");
            assert!(!tag.is_empty(), "{path} {encoding}");
            assert_eq!(header(&old, "last-modified"), "", "{path} {encoding}");
            let new = revalidate(&second, &path, encoding, tag).await;
            assert_eq!(new.body(), "new", "{path} {encoding}");
        }
        let epoch = "Thu, 01 Jan 1970 00:00:01 GMT";
        let later = "Thu, 01 Jan 2026 00:00:00 GMT";
        for conditions in [
            [("if-modified-since", epoch), ("accept", "*/*")],
            [("if-modified-since", later), ("accept", "*/*")],
            [("if-range", epoch), ("range", "bytes=0-1")],
            [("if-range", r#""old""#), ("range", "bytes=0-1")],
        ] {
            let new = second.send(Method::GET, &path, &conditions).await;
            assert_eq!(new.status(), StatusCode::OK, "{path} {conditions:?}");
            assert_eq!(new.body(), "new", "{path} {conditions:?}");
        }
    }
    // A build that replaces another below a running server.
    let tag = header(&first.get("/sw.js").await, "etag").to_owned();
    write(&first, "now");
    let now = revalidate(&first, "/sw.js", "identity", &tag).await;
    assert_eq!(now.body(), "now");
}

#[tokio::test]
async fn parts_of_files_are_sent() {
    let server = TestServer::start();
    let part = server.send(Method::GET, "/icon.svg", &[("range", "bytes=1-3")]);
    let part = part.await;
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.body(), "svg");
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
