//! Limits of bodies, queue and connections.

use crate::fake_classifier::{BlockedClassifier, FakeClassifier, Gate, digit_image};
use crate::test_server::{BYTES, JSON, TestServer, assert_problem, header, json, read_to_end};
use image::{GrayImage, ImageFormat};
use server::ServerOptions;
use tokio::io::AsyncWriteExt;

#[tokio::test]
async fn bodies_have_a_maximum_size() {
    let change = |options: &mut ServerOptions| {
        options.limits.body = 2 * 784;
        options.limits.picture = 2 * 784;
    };
    let server = TestServer::with(change, FakeClassifier);
    let cases = [
        ("/api/predict", BYTES, 1568, 200),
        ("/api/predict", BYTES, 1569, 413),
        ("/api/predict", BYTES, 100_000, 413),
        ("/api/predict", JSON, 1568, 400),
        ("/api/predict", JSON, 1569, 413),
        ("/api/recognize", BYTES, 1568, 415),
        ("/api/recognize", BYTES, 1569, 413),
        (
            "/api/recognize",
            "multipart/form-data; boundary=a",
            1569,
            413,
        ),
        ("/v2/models/digits/infer", JSON, 1568, 400),
        ("/v2/models/digits/infer", JSON, 1569, 413),
    ];
    for (path, kind, size, status) in cases {
        let response = server.post(path, kind, vec![1; size]).await;
        assert_eq!(response.status(), status, "{path} {kind} {size}");
        if status >= 400 && path.starts_with("/api") {
            assert_problem(&response, status);
        }
    }
}

#[tokio::test]
async fn all_bodies_together_have_a_maximum_size() {
    let change = |options: &mut ServerOptions| options.limits.bodies = Some(1000);
    let server = TestServer::with(change, FakeClassifier);
    let body = digit_image(3);
    let (first, rest) = body.split_at(500);
    let head = "POST /api/predict HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\
        content-type: application/octet-stream\r\ncontent-length: 784\r\n\r\n";
    let mut stream = server.connect().await;
    stream
        .write_all(head.as_bytes())
        .await
        .expect("a connection");
    stream.write_all(first).await.expect("a connection");
    while server.counter("inkling_body_bytes").await != first.len() {}
    let refused = server.post("/api/predict", BYTES, digit_image(4)).await;
    assert_problem(&refused, 503);
    stream.write_all(rest).await.expect("a connection");
    let answer = read_to_end(stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let response = server.post("/api/predict", BYTES, digit_image(4)).await;
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn a_full_queue_refuses_at_once_and_answers_accepted_requests() {
    let gate = Gate::closed();
    let change = |options: &mut ServerOptions| {
        options.inference.workers = Some(1);
        options.inference.batch = 1;
        options.inference.queue = 3;
    };
    let server = TestServer::with(change, BlockedClassifier::behind(&gate));
    let predict = async |body| server.post("/api/predict", BYTES, body).await;
    let refuse = async {
        gate.wait_for_calls(1).await;
        let queued = async {
            tokio::join!(
                predict(digit_image(2)),
                predict([digit_image(3), digit_image(4)].concat())
            )
        };
        let refuse = async {
            server.wait_for_queue(3).await;
            let refused = predict(digit_image(5)).await;
            assert_problem(&refused, 503);
            assert_eq!(header(&refused, "retry-after"), "1");
            assert_eq!(server.counter("inkling_refused_total").await, 1);
            assert_eq!(server.counter("inkling_refusal_seconds_count").await, 1);
            // Blank images bypass the queue.
            assert_eq!(predict(vec![0; 784]).await.status(), 200);
            gate.open();
        };
        tokio::join!(queued, refuse).0
    };
    let (first, (second, third)) = tokio::join!(predict(digit_image(1)), refuse);
    for (response, digit) in [(first, 1), (second, 2), (third, 3)] {
        assert_eq!(json(&response)["predictions"][0]["digit"], digit);
    }
    assert_eq!(predict(digit_image(5)).await.status(), 200);
}

#[tokio::test]
async fn a_full_queue_refuses_pictures_and_tensors() {
    let gate = Gate::closed();
    let change = |options: &mut ServerOptions| {
        options.inference.workers = Some(1);
        options.inference.queue = 1;
    };
    let server = TestServer::with(change, BlockedClassifier::behind(&gate));
    let inked = GrayImage::from_fn(20, 20, |x, y| {
        image::Luma([if x == 9 && y > 3 && y < 16 { 0 } else { 255 }])
    });
    let picture = crate::drawn_pictures::file(inked, ImageFormat::Png);
    let predict = || server.post("/api/predict", BYTES, digit_image(2));
    let refuse = async {
        gate.wait_for_calls(1).await;
        let refuse = async {
            server.wait_for_queue(1).await;
            let refused = server.post("/api/recognize", "image/png", picture).await;
            assert_problem(&refused, 503);
            let request = serde_json::json!({"inputs": [{
                "name": "image", "shape": [1, 1, 28, 28], "datatype": "UINT8", "data": digit_image(1),
            }]});
            let path = "/v2/models/digits/infer";
            let refused = server.post(path, JSON, request.to_string()).await;
            assert_eq!(
                (refused.status().as_u16(), header(&refused, "retry-after")),
                (503, "1")
            );
            assert!(json(&refused)["error"].is_string());
            gate.open();
        };
        tokio::join!(predict(), refuse).0
    };
    let (first, second) = tokio::join!(predict(), refuse);
    assert_eq!(
        (first.status().as_u16(), second.status().as_u16()),
        (200, 200)
    );
}

#[tokio::test]
async fn a_connection_over_the_limit_gets_a_problem_and_is_closed() {
    let server = TestServer::with(|options| options.limits.connections = 1, FakeClassifier);
    // The client keeps the only allowed connection open.
    assert_eq!(server.get("/api/health").await.status(), 200);
    let mut stream = server.connect().await;
    let request = b"GET /api/health HTTP/1.1\r\nhost: a\r\n\r\n";
    stream.write_all(request).await.expect("a connection");
    let answer = read_to_end(stream).await.to_ascii_lowercase();
    assert!(answer.starts_with("http/1.1 503 "), "{answer}");
    for header in [
        "retry-after: 1",
        "connection: close",
        "application/problem+json",
    ] {
        assert!(answer.contains(header), "{header}: {answer}");
    }
    assert_eq!(server.get("/api/health").await.status(), 200);
}

#[tokio::test]
async fn a_body_of_unknown_length_is_limited() {
    let change = |options: &mut ServerOptions| options.limits.body = 784;
    let server = TestServer::with(change, FakeClassifier);
    let head = "POST /api/predict HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\
        content-type: application/octet-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    for (size, status) in [(784, "200"), (785, "413"), (5000, "413")] {
        let mut stream = server.connect().await;
        let chunk = format!("{head}{size:x}\r\n{}\r\n0\r\n\r\n", "1".repeat(size));
        stream
            .write_all(chunk.as_bytes())
            .await
            .expect("a connection");
        let answer = read_to_end(stream).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
    }
}
