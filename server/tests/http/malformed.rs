//! Malformed bodies: 110,000 mutations of valid ones, from fixed seeds, through the whole router. Each
//! is answered, and none with a server error.

use crate::drawn_pictures::file;
use crate::fake_classifier::{FakeClassifier, digit_image};
use crate::test_server::{BYTES, JSON};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use image::{GrayImage, ImageFormat, Luma};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use server::{Server, ServerOptions};
use tower::ServiceExt;

const PREDICT: &str = "/api/predict";
const RECOGNIZE: &str = "/api/recognize";
const INFER: &str = "/v2/models/digits/infer";

/// Fragments that replace parts of a body.
const TOKENS: [&str; 24] = [
    "-1",
    "256",
    "255",
    "1e999",
    "-0.0",
    "0.5",
    "99999999999999999999",
    "null",
    "true",
    "\"\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "[]",
    "[[[[",
    "]]",
    "{}",
    "{\"",
    ",",
    ":",
    "\0",
    "\u{feff}",
    "\r\n--edge\r\n",
    "UINT8",
    "FP32",
];

fn router() -> Router {
    let mut options = ServerOptions::new("nowhere".into());
    options.limits.pixels = 1 << 14;
    let server = Server::with_engine(&options, || Ok(Box::new(FakeClassifier)));
    server.expect("threads").router()
}

struct Mutator(ChaCha8Rng);

impl Mutator {
    fn seeded(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Random number below `end`; 0 if `end` is 0.
    fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end.max(1))
    }

    fn bytes(&mut self, limit: usize) -> Vec<u8> {
        let count = self.below(limit);
        (0..count).map(|_| self.0.random()).collect()
    }

    /// Copy of a valid body with one to four mutations, or rarely random bytes.
    fn mutate(&mut self, valid: &[u8]) -> Vec<u8> {
        if self.below(50) == 0 {
            return self.bytes(2000);
        }
        let mut body = valid.to_vec();
        for _ in 0..1 + self.below(4) {
            let from = self.below(body.len() + 1);
            let to = (from + self.below(30)).min(body.len());
            match self.below(6) {
                0 => body.truncate(from),
                1 => body.splice(from..to, []).for_each(drop),
                2 => drop(body.splice(from..from, self.bytes(20))),
                3 => drop(body.splice(from..to, TOKENS[self.below(TOKENS.len())].bytes())),
                4 => body.extend_from_within(from..to),
                _ => body[from..to]
                    .iter_mut()
                    .for_each(|byte| *byte ^= 1 << self.below(8)),
            }
        }
        body
    }
}

/// Sends `count` mutated bodies and returns the number of those that were accepted.
async fn send(
    path: &str,
    headers: &[(&str, &str)],
    valid: &[u8],
    count: usize,
    seed: u64,
) -> usize {
    let (router, mut mutator, mut accepted) = (router(), Mutator::seeded(seed), 0);
    for index in 0..count {
        let body = mutator.mutate(valid);
        let request = Request::post(path);
        let request = headers
            .iter()
            .fold(request, |it, (name, value)| it.header(*name, *value));
        let request = request.body(Body::from(body.clone())).expect("a request");
        let response = router.clone().oneshot(request).await.expect("a response");
        let status = response.status();
        let shown = || {
            format!(
                "{path} {index}: {status} {}",
                String::from_utf8_lossy(&body)
            )
        };
        assert!(
            status.is_success() || status.is_client_error(),
            "{}",
            shown()
        );
        let bytes = response
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        if status.is_success() {
            accepted += 1;
        } else {
            let problem: Value = serde_json::from_slice(&bytes).expect("JSON");
            let detail = problem.get("detail").or_else(|| problem.get("error"));
            assert!(detail.is_some_and(Value::is_string), "{}", shown());
        }
    }
    accepted
}

/// Asserts that some bodies were accepted and some refused: otherwise the mutations would test nothing.
fn assert_mixed(accepted: usize, count: usize) {
    assert!(
        accepted > 0 && accepted < count,
        "{accepted} of {count} were accepted"
    );
}

#[tokio::test]
async fn malformed_json_is_a_client_error() {
    let valid = json!({"images": [digit_image(7)]}).to_string();
    let headers = [("content-type", JSON)];
    assert_mixed(
        send(PREDICT, &headers, valid.as_bytes(), 25_000, 1).await,
        25_000,
    );
}

#[tokio::test]
async fn malformed_bytes_are_a_client_error() {
    let headers = [("content-type", BYTES)];
    assert_mixed(
        send(PREDICT, &headers, &digit_image(7), 25_000, 2).await,
        25_000,
    );
}

#[tokio::test]
async fn malformed_pictures_are_a_client_error() {
    let bar = |x, y| {
        Luma([if (6..8).contains(&x) && (3..12).contains(&y) {
            0
        } else {
            255
        }])
    };
    let formats = [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::Bmp,
        ImageFormat::Gif,
        ImageFormat::WebP,
    ];
    let headers = [("content-type", BYTES)];
    for (seed, format) in (10..).zip(formats) {
        let valid = file(GrayImage::from_fn(14, 15, bar), format);
        assert_mixed(send(RECOGNIZE, &headers, &valid, 4_000, seed).await, 4_000);
    }
}

#[tokio::test]
async fn malformed_forms_are_a_client_error() {
    let picture = file(GrayImage::from_pixel(4, 4, Luma([255])), ImageFormat::Bmp);
    let head = b"--edge\r\ncontent-disposition: form-data; name=\"picture\"\r\n\r\n";
    let valid = [&head[..], &picture, b"\r\n--edge--\r\n"].concat();
    let headers = [("content-type", "multipart/form-data; boundary=edge")];
    assert_mixed(send(RECOGNIZE, &headers, &valid, 10_000, 3).await, 10_000);
}

#[tokio::test]
async fn malformed_tensors_in_json_are_a_client_error() {
    let valid = json!({"id": "a", "inputs": [{
        "name": "image", "shape": [1, 1, 28, 28], "datatype": "UINT8", "data": digit_image(1),
    }], "outputs": [{"name": "digit"}]});
    let headers = [("content-type", JSON)];
    let valid = valid.to_string();
    assert_mixed(
        send(INFER, &headers, valid.as_bytes(), 15_000, 4).await,
        15_000,
    );
}

#[tokio::test]
async fn malformed_tensors_in_binary_are_a_client_error() {
    let head = json!({"parameters": {"binary_data_output": true}, "inputs": [{
        "name": "image", "shape": [1, 1, 28, 28], "datatype": "FP32",
        "parameters": {"binary_data_size": 4 * 784},
    }]});
    let head = head.to_string();
    let floats = digit_image(1)
        .into_iter()
        .flat_map(|byte| (f32::from(byte) / 255.0).to_le_bytes());
    let valid: Vec<u8> = head.bytes().chain(floats).collect();
    let length = head.len().to_string();
    let headers = [("inference-header-content-length", length.as_str())];
    assert_mixed(send(INFER, &headers, &valid, 15_000, 5).await, 15_000);
}
