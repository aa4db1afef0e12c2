//! Bodies that are almost right, or nothing at all: 110,000 of them, from a seed, through the whole
//! router. None may fail the server.

use crate::engines::{Puppet, image};
use crate::pictures::file;
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

/// What takes the place of something in a body.
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
    let server = Server::with_engine(&options, || Ok(Box::new(Puppet)));
    server.expect("threads").router()
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn seeded(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number below `end`; 0 if there is none.
    fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end.max(1))
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        let count = self.below(most);
        (0..count).map(|_| self.0.random()).collect()
    }

    /// The body after a few accidents.
    fn spoil(&mut self, good: &[u8]) -> Vec<u8> {
        if self.below(50) == 0 {
            return self.bytes(2000);
        }
        let mut body = good.to_vec();
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

/// Sends `count` spoiled bodies; how many were answered as if nothing were wrong.
async fn send(path: &str, headers: &[(&str, &str)], good: &[u8], count: usize, seed: u64) -> usize {
    let (router, mut dice, mut fine) = (router(), Dice::seeded(seed), 0);
    for index in 0..count {
        let body = dice.spoil(good);
        let request = Request::post(path);
        let request = headers
            .iter()
            .fold(request, |it, (name, value)| it.header(*name, *value));
        let request = request.body(Body::from(body.clone())).expect("a request");
        let response = router.clone().oneshot(request).await.expect("an answer");
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
        let told = response
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        if status.is_success() {
            fine += 1;
        } else {
            let told: Value = serde_json::from_slice(&told).expect("JSON");
            let what_to_do = told.get("detail").or_else(|| told.get("error"));
            assert!(what_to_do.is_some_and(Value::is_string), "{}", shown());
        }
    }
    fine
}

/// That some bodies were good enough and most were not: otherwise nothing was tested.
fn assert_mixed(fine: usize, count: usize) {
    assert!(fine > 0 && fine < count, "{fine} of {count} were fine");
}

#[tokio::test]
async fn spoiled_json_is_a_clients_error() {
    let good = json!({"images": [image(7)]}).to_string();
    let headers = [("content-type", JSON)];
    assert_mixed(
        send(PREDICT, &headers, good.as_bytes(), 25_000, 1).await,
        25_000,
    );
}

#[tokio::test]
async fn spoiled_bytes_are_a_clients_error() {
    let headers = [("content-type", BYTES)];
    assert_mixed(send(PREDICT, &headers, &image(7), 25_000, 2).await, 25_000);
}

#[tokio::test]
async fn spoiled_pictures_are_a_clients_error() {
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
        let good = file(GrayImage::from_fn(14, 15, bar), format);
        assert_mixed(send(RECOGNIZE, &headers, &good, 4_000, seed).await, 4_000);
    }
}

#[tokio::test]
async fn spoiled_forms_are_a_clients_error() {
    let picture = file(GrayImage::from_pixel(4, 4, Luma([255])), ImageFormat::Bmp);
    let head = b"--edge\r\ncontent-disposition: form-data; name=\"picture\"\r\n\r\n";
    let good = [&head[..], &picture, b"\r\n--edge--\r\n"].concat();
    let headers = [("content-type", "multipart/form-data; boundary=edge")];
    assert_mixed(send(RECOGNIZE, &headers, &good, 10_000, 3).await, 10_000);
}

#[tokio::test]
async fn spoiled_tensors_in_json_are_a_clients_error() {
    let good = json!({"id": "a", "inputs": [{
        "name": "image", "shape": [1, 1, 28, 28], "datatype": "UINT8", "data": image(1),
    }], "outputs": [{"name": "digit"}]});
    let headers = [("content-type", JSON)];
    let good = good.to_string();
    assert_mixed(
        send(INFER, &headers, good.as_bytes(), 15_000, 4).await,
        15_000,
    );
}

#[tokio::test]
async fn spoiled_tensors_in_binary_are_a_clients_error() {
    let head = json!({"parameters": {"binary_data_output": true}, "inputs": [{
        "name": "image", "shape": [1, 1, 28, 28], "datatype": "FP32",
        "parameters": {"binary_data_size": 4 * 784},
    }]});
    let head = head.to_string();
    let floats = image(1)
        .into_iter()
        .flat_map(|byte| (f32::from(byte) / 255.0).to_le_bytes());
    let good: Vec<u8> = head.bytes().chain(floats).collect();
    let length = head.len().to_string();
    let headers = [("inference-header-content-length", length.as_str())];
    assert_mixed(send(INFER, &headers, &good, 15_000, 5).await, 15_000);
}
