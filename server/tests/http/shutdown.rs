//! Stopping loses nothing that was accepted.

use crate::engines::{Gate, Gated, Puppet, image};
use crate::test_server::{BYTES, TestServer, json};
use axum::http::Method;
use futures_util::future::join_all;
use server::ServerOptions;
use std::time::Duration;

const REQUESTS: u8 = 60;

fn one_by_one(options: &mut ServerOptions) {
    options.inference.workers = Some(1);
    options.inference.batch = 1;
}

#[tokio::test]
async fn every_accepted_request_is_answered() {
    let gate = Gate::closed();
    let server = TestServer::with(one_by_one, Gated::behind(&gate)).await;
    let asked = (0..REQUESTS).map(|digit| server.post("/api/predict", BYTES, image(digit)));
    let stop = async {
        gate.has_come(1).await;
        server.has_queued(usize::from(REQUESTS) - 1).await;
        server.stop().await;
        gate.open();
    };
    let (answers, ()) = tokio::join!(join_all(asked), stop);
    for (digit, response) in answers.iter().enumerate() {
        assert_eq!(json(response)["predictions"][0]["digit"], digit % 10);
    }
    server.stopped().await;
}

#[tokio::test]
async fn what_takes_longer_than_the_grace_is_cut_off() {
    let gate = Gate::closed();
    let change = |options: &mut ServerOptions| options.limits.grace = Duration::ZERO;
    let server = TestServer::with(change, Gated::behind(&gate)).await;
    let headers = [("content-type", BYTES)];
    let asked = server.try_request(Method::POST, "/api/predict", &headers, image(1));
    let stop = async {
        gate.has_come(1).await;
        server.stop().await;
        gate.open();
    };
    // Whether the answer still comes depends on who is faster; that the server ends does not.
    let _ = tokio::join!(asked, stop);
    server.stopped().await;
}

#[tokio::test]
async fn idle_connections_do_not_hold_it_up() {
    let server = TestServer::with(|_| {}, Puppet).await;
    let _idle = server.connect().await;
    assert_eq!(server.get("/api/health").await.status(), 200);
    server.stopped().await;
}
