//! `--model FILE`: a model in place of the built-in one.

use crate::test_server::{BYTES, TestServer, json};
use recognizer::{InkValue, model, preprocess};
use serde_json::json;
use server::ModelOptions;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use synthetic_ink::{Hand, STYLES};
use tempfile::TempDir;

fn example(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/recognizer/tests/models");
    folder.join(name)
}

fn pytorch() -> ModelOptions {
    ModelOptions {
        model: Some(example("pytorch.onnx")),
        ink: InkValue::One,
        mean: 0.1307,
        deviation: 0.3081,
    }
}

async fn serving(options: ModelOptions) -> TestServer {
    let own = options.load().expect("a model").expect("one was named");
    let server = TestServer::serving(own);
    while server.get("/v2/health/ready").await.status() != 200 {}
    server
}

#[tokio::test]
async fn a_model_file_is_served_under_its_own_name() {
    let server = serving(pytorch()).await;
    let style = STYLES.iter().find(|style| style.digit == 3).expect("a 3");
    let image = preprocess(&style.written_by(&Hand::default())).expect("ink");
    let answer = json(&server.post("/api/predict", BYTES, image.pixels()).await);
    assert_eq!(answer["predictions"][0]["digit"], 3);
    assert_eq!(answer["predictions"][0]["rejected"], false);
    assert_eq!(answer["model"]["name"], "pytorch");
    let tensor = json!({
        "name": "image", "datatype": "UINT8", "shape": [1, 1, 28, 28], "data": image.pixels().to_vec(),
    });
    let body = json!({ "inputs": [tensor] }).to_string();
    let answer = server.post("/v2/models/pytorch/infer", "application/json", body);
    let answer = json(&answer.await);
    assert_eq!(answer["model_name"], "pytorch");
    assert_eq!(answer["outputs"][0]["data"], json!([3]));
}

#[tokio::test]
async fn clients_can_identify_the_model() {
    let server = serving(pytorch()).await;
    let bytes = fs::read(example("pytorch.onnx")).expect("an example");
    let fingerprint = format!("{:x}", Sha256::digest(bytes));
    let described = json(&server.get("/api/model").await);
    assert_eq!(described["name"], "pytorch");
    assert_eq!(described["fingerprint"], fingerprint);
    assert_eq!(described["parameters"], 2826);
    assert_eq!(described["engine"], model::ENGINE);
    let metadata = json(&server.get("/v2/models/pytorch").await);
    assert_eq!(metadata["name"], "pytorch");
    assert_eq!(metadata["versions"], json!(["1"]));
    assert_eq!(metadata["parameters"]["fingerprint"], fingerprint);
    assert_eq!(
        server
            .get("/v2/models/pytorch/versions/1/ready")
            .await
            .status(),
        200
    );
    let unknown = server.get("/v2/models/digits").await;
    assert_eq!(unknown.status(), 404);
    assert!(
        unknown.body().contains("ask for the model pytorch"),
        "{}",
        unknown.body()
    );
}

/// Output of the server, started with these flags of which one is invalid.
fn start_with(flags: &[&str]) -> Output {
    let page = TempDir::new().expect("a folder");
    fs::write(page.path().join("index.html"), "<!doctype html>").expect("a page");
    let program = Command::new(env!("CARGO_BIN_EXE_server"))
        .args(["--port", "0", "--dist"])
        .arg(page.path())
        .args(flags)
        .output();
    program.expect("the program runs")
}

#[test]
fn an_invalid_file_stops_the_start_with_a_sentence() {
    let folder = TempDir::new().expect("a folder");
    let huge = folder.path().join("huge.onnx");
    let file = File::create(&huge).expect("a file");
    file.set_len(64_000_001).expect("a file without content");
    let damaged = folder.path().join("damaged.onnx");
    let whole = fs::read(example("pytorch.onnx")).expect("an example");
    fs::write(&damaged, &whole[..6000]).expect("a file");
    for (path, message) in [
        (folder.path().join("none.onnx"), "cannot read the model"),
        (huge, "the file has 65 MB, and at most 64"),
        (damaged, "is damaged"),
        (example("make.py"), "is no ONNX model"),
        (example("wrong-input.onnx"), "takes N×3×32×32"),
        (example("unknown-operator.onnx"), "Holograph is unknown"),
    ] {
        let output = start_with(&["--model", path.to_str().expect("UTF-8")]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert!(
            error.contains(message) && !error.contains("panicked"),
            "{message}: {error}"
        );
    }
}

#[test]
fn an_invalid_pixel_convention_stops_the_start() {
    let path = example("pytorch.onnx");
    let path = path.to_str().expect("UTF-8");
    for (flags, message) in [
        (["--deviation", "0"], "a number over 0"),
        (["--mean", "NaN"], "the mean must be a number"),
        (["--ink", "2"], "ink is 1 or 0"),
    ] {
        let output = start_with(&[&["--model", path][..], &flags[..]].concat());
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(
            !output.status.success() && error.contains(message),
            "{message}: {error}"
        );
    }
}
