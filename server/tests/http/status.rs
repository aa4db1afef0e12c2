//! Health, readiness, model description and metrics.

use crate::fake_classifier::{FAIL, FakeClassifier, NOT_A_DIGIT, PANIC, digit_image};
use crate::test_server::{BYTES, TestServer, assert_problem, header, json};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use digits_net::CompiledClassifier;
use recognizer::{ClassifyError, model};
use serde_json::json;
use std::sync::mpsc;
use tower::ServiceExt;

#[tokio::test]
async fn health_is_ok_and_not_cached() {
    let response = TestServer::start().get("/api/health").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(&response, "content-type"), "application/json");
    assert_eq!(header(&response, "cache-control"), "no-cache");
    assert_eq!(response.body(), r#"{"status":"ok"}"#);
}

#[tokio::test]
async fn the_server_is_ready_once_the_model_is_loaded() {
    let (loaded, wait) = mpsc::channel();
    let load = move || {
        wait.recv()
            .map_err(|error| ClassifyError::Model(error.to_string()))?;
        Ok(Box::new(FakeClassifier) as _)
    };
    let server = TestServer::loading(|_| {}, load);
    let paths = ["/api/ready", "/v2/health/ready", "/v2/models/digits/ready"];
    for path in paths {
        let response = server.get(path).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(header(&response, "retry-after"), "1", "{path}");
    }
    assert_eq!(server.get("/api/health").await.status(), StatusCode::OK);
    // Requests that arrive earlier wait for the model.
    let early = server.post("/api/predict", BYTES, digit_image(3));
    let load = async {
        server.wait_for_queue(1).await;
        loaded.send(()).expect("a waiting loader");
    };
    let (early, ()) = tokio::join!(early, load);
    assert_eq!(json(&early)["predictions"][0]["digit"], 3);
    while server.get("/api/ready").await.status() != StatusCode::OK {}
    for path in paths {
        assert_eq!(server.get(path).await.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn without_a_model_predictions_fail() {
    let load = || Err(ClassifyError::Model("the secret".to_owned()));
    let server = TestServer::loading(|_| {}, load);
    let response = server.post("/api/predict", BYTES, digit_image(3)).await;
    assert_problem(&response, 503);
    assert!(!response.body().contains("secret"));
    assert_problem(&server.get("/api/ready").await, 503);
}

#[tokio::test]
async fn a_stopping_server_is_not_ready() {
    let server = TestServer::start();
    while server.get("/api/ready").await.status() != StatusCode::OK {}
    server.stop().await;
    for path in ["/api/ready", "/v2/health/ready"] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let response = server.router().oneshot(request).await.expect("a response");
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
}

#[tokio::test]
async fn the_description_of_the_model_is_complete() {
    let response = TestServer::start().get("/api/model").await;
    let outputs = json!([
        {"name": "digit", "datatype": "INT64", "shape": [-1]},
        {"name": "probabilities", "datatype": "FP32", "shape": [-1, 10]},
        {"name": "rejection", "datatype": "FP32", "shape": [-1]},
    ]);
    let expected = json!({
        "name": model::NAME,
        "version": model::VERSION,
        "fingerprint": model::FINGERPRINT,
        "engine": CompiledClassifier::NAME,
        "parameters": model::PARAMETERS,
        "input": {"name": "image", "datatype": "UINT8", "shape": [-1, 1, 28, 28]},
        "outputs": outputs,
    });
    assert_eq!(json(&response), expected);
}

#[tokio::test]
async fn unknown_api_paths_and_methods_are_problems_in_json() {
    let server = TestServer::start();
    let cases = [
        (Method::GET, "/api", 404, ""),
        (Method::GET, "/api/", 404, ""),
        (Method::GET, "/api/nothing/here", 404, ""),
        (Method::POST, "/api/nothing", 404, ""),
        (Method::GET, "/api/health/more", 404, ""),
        (Method::GET, "/api/docs/nothing.js", 404, ""),
        (Method::POST, "/api/health", 405, "GET,HEAD"),
        (Method::GET, "/api/predict", 405, "POST"),
        (Method::PUT, "/api/recognize", 405, "POST"),
        (Method::POST, "/metrics", 405, "GET,HEAD"),
    ];
    for (method, path, status, allow) in cases {
        let response = server.send(method.clone(), path, &[]).await;
        assert_problem(&response, status);
        assert_eq!(header(&response, "allow"), allow, "{method} {path}");
    }
}

#[tokio::test]
async fn every_response_of_the_api_has_a_request_id() {
    let server = TestServer::start();
    let given = [("x-request-id", "job-7")];
    for path in ["/api/health", "/api/nothing", "/v2", "/metrics"] {
        let response = server.send(Method::GET, path, &given).await;
        assert_eq!(header(&response, "x-request-id"), "job-7", "{path}");
    }
    let invalid = [("x-request-id", "two words")];
    let first = server.send(Method::GET, "/api/health", &invalid).await;
    let second = server.get("/api/health").await;
    let [first, second] = [&first, &second].map(|it| header(it, "x-request-id"));
    assert!(first != "two words" && first != second && second.len() > 16);
}

#[tokio::test]
async fn requests_and_images_are_counted() {
    let server = TestServer::start();
    let blank = vec![0; 784];
    for body in [
        digit_image(3),
        digit_image(NOT_A_DIGIT),
        blank,
        digit_image(FAIL),
        digit_image(PANIC),
    ] {
        server.post("/api/predict", BYTES, body).await;
    }
    server.post("/api/predict", BYTES, vec![0; 3]).await;
    server.get("/api/no-such-thing").await;
    server.get("/api/health").await;
    let cases = [
        (
            r#"inkling_requests_total{route="/api/predict",status="200"}"#,
            3,
        ),
        (
            r#"inkling_requests_total{route="/api/predict",status="500"}"#,
            2,
        ),
        (
            r#"inkling_requests_total{route="/api/predict",status="422"}"#,
            1,
        ),
        (
            r#"inkling_requests_total{route="/api/health",status="200"}"#,
            1,
        ),
        (r#"inkling_requests_total{route="other",status="404"}"#, 1),
        (r#"inkling_request_seconds_count{route="/api/predict"}"#, 6),
        ("inkling_batch_images_count", 4),
        ("inkling_queued_images", 0),
        ("inkling_refused_total", 0),
        ("inkling_rejected_total", 2),
    ];
    for (line, expected) in cases {
        assert_eq!(server.counter(line).await, expected, "{line}");
    }
    let metrics = server.get("/metrics").await;
    assert!(!metrics.body().contains("no-such-thing"));
    assert!(header(&metrics, "content-type").starts_with("application/openmetrics-text"));
}
