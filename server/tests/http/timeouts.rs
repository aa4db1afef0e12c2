//! Timeouts of requests and of slow clients.

use crate::fake_classifier::{BlockedClassifier, FakeClassifier, Gate, digit_image};
use crate::test_server::{BYTES, TestServer, assert_problem, header, read_to_end};
use axum::http::Method;
use server::ServerOptions;
use std::time::Duration;
use tokio::io::AsyncWriteExt;

/// Timeout long enough for a request, short enough for a test.
const SHORT: Duration = Duration::from_millis(200);

#[tokio::test]
async fn a_slow_answer_times_out() {
    let gate = Gate::closed();
    let change = |options: &mut ServerOptions| options.limits.request_timeout = SHORT;
    let server = TestServer::with(change, BlockedClassifier::behind(&gate));
    let response = server.post("/api/predict", BYTES, digit_image(1)).await;
    assert_problem(&response, 503);
    assert_eq!(header(&response, "retry-after"), "1");
    gate.open();
    // The blocked thread continues.
    while server
        .post("/api/predict", BYTES, digit_image(1))
        .await
        .status()
        != 200
    {}
}

#[tokio::test]
async fn slow_senders_are_disconnected() {
    let change = |options: &mut ServerOptions| {
        options.limits.request_timeout = SHORT;
        options.limits.head_timeout = SHORT;
    };
    let server = TestServer::with(change, FakeClassifier);
    let predict =
        "POST /api/predict HTTP/1.1\r\nhost: a\r\ncontent-type: application/octet-stream\r\n";
    let cases = [
        ("nothing", String::new(), ""),
        (
            "half a head",
            "GET /api/health HTTP/1.1\r\nho".to_owned(),
            "",
        ),
        (
            "half a body",
            format!("{predict}content-length: 784\r\n\r\nhalf"),
            "HTTP/1.1 408 ",
        ),
        (
            "half a chunk",
            format!("{predict}transfer-encoding: chunked\r\n\r\n310\r\nhalf"),
            "HTTP/1.1 408 ",
        ),
        (
            "a whole request and no other",
            "GET /api/health HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
            "HTTP/1.1 200 ",
        ),
    ];
    for (name, sent, expected) in cases {
        let mut stream = server.connect().await;
        stream
            .write_all(sent.as_bytes())
            .await
            .expect("a connection");
        let answer = read_to_end(stream).await;
        assert!(answer.starts_with(expected), "{name}: {answer}");
        assert_eq!(answer.is_empty(), expected.is_empty(), "{name}: {answer}");
    }
}

#[tokio::test]
async fn clients_that_do_not_read_are_disconnected() {
    let change = |options: &mut ServerOptions| {
        options.limits.connections = 1;
        options.limits.write_timeout = SHORT;
    };
    let server = TestServer::with(change, FakeClassifier);
    // Larger than the socket buffers of both ends.
    server.write("large", &vec![0; 64 << 20]);
    let mut idle = server.connect().await;
    let request = b"GET /large HTTP/1.1\r\nhost: a\r\n\r\n";
    idle.write_all(request).await.expect("a connection");
    // The only allowed connection is free again after the disconnect.
    while server.get("/api/health").await.status() != 200 {}
    drop(idle);
}

#[tokio::test]
async fn requests_for_the_page_have_no_request_timeout() {
    let change = |options: &mut ServerOptions| options.limits.request_timeout = Duration::ZERO;
    let server = TestServer::with(change, FakeClassifier);
    assert_eq!(server.get("/").await.status(), 200);
    let response = server.send(Method::GET, "/icon.svg", &[]).await;
    assert_eq!(header(&response, "x-request-id"), "");
}
