//! Passes the SHA-256 and size of the committed model to `model.rs`.

use sha2::{Digest, Sha256};

const MODEL: &str = "../weights/digits.onnx";

fn main() {
    println!("cargo::rerun-if-changed={MODEL}");
    let onnx = std::fs::read(MODEL).expect("model/weights/digits.onnx is committed");
    let fingerprint = Sha256::digest(&onnx);
    println!("cargo::rustc-env=MODEL_FINGERPRINT={fingerprint:x}");
    println!("cargo::rustc-env=MODEL_BYTES={}", onnx.len());
}
