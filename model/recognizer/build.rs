//! Fingerprints the committed model, so that every engine can say which one it runs.

use sha2::{Digest, Sha256};

const MODEL: &str = "../weights/digits.onnx";

fn main() {
    println!("cargo::rerun-if-changed={MODEL}");
    let onnx = std::fs::read(MODEL).expect("model/weights/digits.onnx is committed");
    let fingerprint: String = Sha256::digest(&onnx)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    println!("cargo::rustc-env=MODEL_FINGERPRINT={fingerprint}");
    println!("cargo::rustc-env=MODEL_BYTES={}", onnx.len());
}
