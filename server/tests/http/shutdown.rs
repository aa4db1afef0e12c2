//! Graceful shutdown.

use crate::fake_classifier::{BlockedClassifier, FakeClassifier, Gate, digit_image};
use crate::test_server::{BYTES, TestServer, json};
use axum::http::Method;
use futures_util::future::join_all;
use server::ServerOptions;
use std::time::Duration;

const REQUESTS: u8 = 60;

fn without_batches(options: &mut ServerOptions) {
    options.inference.workers = Some(1);
    options.inference.batch = 1;
}

#[tokio::test]
async fn every_accepted_request_is_answered() {
    let gate = Gate::closed();
    let server = TestServer::with(without_batches, BlockedClassifier::behind(&gate));
    let requests =
        (0..REQUESTS).map(|digit| server.post("/api/predict", BYTES, digit_image(digit)));
    let stop = async {
        gate.wait_for_calls(1).await;
        server.wait_for_queue(usize::from(REQUESTS) - 1).await;
        server.stop().await;
        gate.open();
    };
    let (answers, ()) = tokio::join!(join_all(requests), stop);
    for (digit, response) in answers.iter().enumerate() {
        assert_eq!(json(response)["predictions"][0]["digit"], digit % 10);
    }
    server.stopped().await;
}

#[tokio::test]
async fn requests_beyond_the_grace_period_are_disconnected() {
    let gate = Gate::closed();
    let change = |options: &mut ServerOptions| options.limits.grace = Duration::ZERO;
    let server = TestServer::with(change, BlockedClassifier::behind(&gate));
    let headers = [("content-type", BYTES)];
    let request = server.try_request(Method::POST, "/api/predict", &headers, digit_image(1));
    let stop = async {
        gate.wait_for_calls(1).await;
        server.stop().await;
        gate.open();
    };
    // The answer may win the race; the server ends in any case.
    let _ = tokio::join!(request, stop);
    server.stopped().await;
}

#[tokio::test]
async fn idle_connections_do_not_delay_the_shutdown() {
    let server = TestServer::with(|_| {}, FakeClassifier);
    let _idle = server.connect().await;
    assert_eq!(server.get("/api/health").await.status(), 200);
    server.stopped().await;
}
