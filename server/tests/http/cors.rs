//! Requests of pages of other origins.

use crate::fake_classifier::FakeClassifier;
use crate::test_server::{BYTES, TestServer, header};
use axum::http::{Method, Response};

async fn preflight(server: &TestServer, path: &str, origin: &str) -> Response<String> {
    let headers = [
        ("origin", origin),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type"),
        ("access-control-request-private-network", "true"),
    ];
    server.send(Method::OPTIONS, path, &headers).await
}

const PATHS: [&str; 4] = [
    "/api/predict",
    "/api/recognize",
    "/api/model",
    "/v2/models/digits/infer",
];

#[tokio::test]
async fn pages_of_this_machine_are_allowed() {
    let server = TestServer::start();
    for path in PATHS {
        for origin in [
            "http://localhost:8080",
            "https://127.0.0.1",
            "http://[::1]:1",
        ] {
            let response = preflight(&server, path, origin).await;
            assert_eq!(response.status(), 200, "{path} {origin}");
            let allows = |name: &str| header(&response, &format!("access-control-allow-{name}"));
            assert_eq!(allows("origin"), origin, "{path}");
            assert_eq!(allows("private-network"), "true", "{path}");
            assert!(allows("methods").contains("POST"), "{path}");
            assert!(allows("headers").contains("content-type"), "{path}");
        }
    }
}

#[tokio::test]
async fn pages_of_other_hosts_are_not_allowed() {
    let server = TestServer::start();
    for path in PATHS {
        for origin in [
            "https://example.org",
            "http://localhost.example.org",
            "null",
        ] {
            let response = preflight(&server, path, origin).await;
            for name in ["origin", "private-network"] {
                let name = format!("access-control-allow-{name}");
                assert_eq!(header(&response, &name), "", "{path} {origin}");
            }
        }
    }
}

#[tokio::test]
async fn configured_origins_replace_those_of_this_machine() {
    let allowed = vec![
        "https://example.org".to_owned(),
        "https://example.com".to_owned(),
    ];
    let server = TestServer::with(|options| options.allowed_origins = allowed, FakeClassifier);
    let cases = [
        ("https://example.org", "https://example.org"),
        ("https://example.com", "https://example.com"),
        ("http://example.org", ""),
        ("http://localhost:3000", ""),
    ];
    for (origin, allowed) in cases {
        let response = preflight(&server, "/api/predict", origin).await;
        assert_eq!(header(&response, "access-control-allow-origin"), allowed);
    }
}

#[tokio::test]
async fn allowed_pages_can_read_answers_and_errors() {
    let server = TestServer::start();
    for (origin, allowed) in [
        ("http://localhost:1", "http://localhost:1"),
        ("https://a.b", ""),
    ] {
        let headers = [("content-type", BYTES), ("origin", origin)];
        for (size, status) in [(784, 200), (1, 422)] {
            let body = vec![0; size];
            let response = server
                .request(Method::POST, "/api/predict", &headers, body)
                .await;
            assert_eq!(response.status(), status);
            assert_eq!(header(&response, "access-control-allow-origin"), allowed);
            let exposed = header(&response, "access-control-expose-headers");
            assert!(exposed.contains("x-request-id") && exposed.contains("retry-after"));
            assert!(header(&response, "vary").contains("origin"));
        }
    }
}

#[tokio::test]
async fn files_of_the_page_are_not_shared() {
    let server = TestServer::start();
    let headers = [("origin", "http://localhost:1")];
    let response = server.send(Method::GET, "/icon.svg", &headers).await;
    assert_eq!(header(&response, "access-control-allow-origin"), "");
}
