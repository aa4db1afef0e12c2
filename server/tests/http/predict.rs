//! `/api/predict`: digit images to digits.

use crate::fake_classifier::{FAIL, NOT_A_DIGIT, PANIC, digit_image};
use crate::test_server::{BYTES, JSON, TestServer, assert_problem, header, json};
use recognizer::model;
use serde_json::{Value, json};

fn in_json(images: &[Vec<u8>]) -> String {
    json!({"images": images}).to_string()
}

#[tokio::test]
async fn images_are_answered_in_order_in_every_encoding() {
    let server = TestServer::start();
    let images: Vec<Vec<u8>> = (0..256)
        .map(|index| digit_image((index % 250) as u8))
        .collect();
    for count in [1, 2, 256] {
        let images = &images[..count];
        let bodies = [
            (JSON, in_json(images).into_bytes()),
            (
                "Application/JSON; charset=utf-8",
                in_json(images).into_bytes(),
            ),
            (BYTES, images.concat()),
        ];
        for (kind, body) in bodies {
            let response = server.post("/api/predict", kind, body).await;
            assert_eq!(response.status(), 200, "{kind}: {}", response.body());
            assert_eq!(header(&response, "content-type"), JSON);
            let predictions = json(&response)["predictions"].take();
            let predictions = predictions.as_array().expect("an array");
            assert_eq!(predictions.len(), count);
            for (index, prediction) in predictions.iter().enumerate() {
                assert_eq!(prediction["digit"], index % 250 % 10, "{kind} {index}");
            }
        }
    }
}

#[tokio::test]
async fn an_answer_is_complete() {
    let server = TestServer::start();
    let body = [digit_image(7), vec![0; 784], digit_image(NOT_A_DIGIT)].concat();
    let response = server.post("/api/predict", BYTES, body).await;
    let answer = json(&response);
    assert_eq!(answer["model"]["name"], model::NAME);
    assert_eq!(answer["model"]["version"], model::VERSION);
    assert_eq!(answer["model"]["fingerprint"], model::FINGERPRINT);
    assert!(answer["timings"]["queued_us"].is_u64());
    assert!(answer["timings"]["inference_us"].is_u64());
    let [digit, blank, scribble] = &answer["predictions"].as_array().expect("an array")[..] else {
        panic!("three predictions");
    };
    let verdict = |it: &Value| {
        (
            it["digit"].clone(),
            it["rejected"].clone(),
            it["reason"].clone(),
        )
    };
    assert_eq!(verdict(digit), (json!(7), json!(false), Value::Null));
    assert_eq!(
        verdict(scribble),
        (json!(2), json!(true), json!("not_a_digit"))
    );
    let expected = json!({
        "digit": null, "probabilities": null, "rejected": true, "reason": "blank", "rejection": null,
    });
    assert_eq!(*blank, expected);
    let probabilities = digit["probabilities"].as_array().expect("an array");
    let sum: f64 = probabilities.iter().filter_map(Value::as_f64).sum();
    assert!(probabilities.len() == 10 && (sum - 1.0).abs() < 1e-5);
    assert!(digit["rejection"].as_f64().is_some_and(|it| it < 0.5));
}

#[tokio::test]
async fn a_blank_image_never_reaches_the_classifier() {
    let server = TestServer::start();
    let response = server.post("/api/predict", BYTES, vec![0; 784]).await;
    assert_eq!(json(&response)["predictions"][0]["reason"], "blank");
    assert_eq!(server.counter("inkling_batch_images_count").await, 0);
}

#[tokio::test]
async fn invalid_requests_get_a_problem() {
    let server = TestServer::start();
    let images = vec![digit_image(1); 257];
    let one = in_json(&images[..1]);
    let cases: [(&str, Vec<u8>, u16); 18] = [
        (JSON, b"".into(), 400),
        (JSON, b"{".into(), 400),
        (JSON, b"{\"images\": [[\xff]]}".into(), 400),
        (JSON, b"{\"images\": []} more".into(), 400),
        (JSON, one.replace("images", "pictures").into(), 422),
        (JSON, b"[]".into(), 422),
        (JSON, b"{\"images\": []}".into(), 422),
        (JSON, b"{\"images\": [[1, 2, 3]]}".into(), 422),
        (JSON, one.replacen("[1", "[256", 2).into(), 422),
        (JSON, one.replacen("[1", "[-1", 2).into(), 422),
        (JSON, one.replacen("[1", "[0.5", 2).into(), 422),
        (JSON, in_json(&images).into(), 422),
        (BYTES, Vec::new(), 422),
        (BYTES, vec![1; 783], 422),
        (BYTES, vec![1; 785], 422),
        (BYTES, images.concat(), 422),
        ("text/plain", one.clone().into(), 415),
        ("", one.into(), 415),
    ];
    for (kind, body, status) in cases {
        let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        let response = server.post("/api/predict", kind, body).await;
        assert_eq!(response.status(), status, "{kind} {shown}");
        assert_problem(&response, status);
    }
}

#[tokio::test]
async fn compressed_bodies_are_refused() {
    let server = TestServer::start();
    let headers = [("content-type", BYTES), ("content-encoding", "gzip")];
    let method = axum::http::Method::POST;
    let response = server
        .request(method, "/api/predict", &headers, digit_image(1))
        .await;
    assert_eq!(response.status(), 415);
}

#[tokio::test]
async fn a_failure_reveals_nothing_and_the_next_request_works() {
    let server = TestServer::with(
        |options| options.inference.workers = Some(1),
        crate::fake_classifier::FakeClassifier,
    );
    for pixel in [FAIL, PANIC] {
        let response = server.post("/api/predict", BYTES, digit_image(pixel)).await;
        assert_problem(&response, 500);
        assert!(!response.body().contains("secret"), "{}", response.body());
        assert_ne!(header(&response, "x-request-id"), "");
        let response = server.post("/api/predict", BYTES, digit_image(4)).await;
        assert_eq!(json(&response)["predictions"][0]["digit"], 4);
    }
}
