//! Snapshot of the source generated for the committed model.
//!
//! `UPDATE_GOLDEN=1 cargo test -p onnx-codegen --test snapshot` renews it after a change of the
//! generator or the model; review the difference before it is committed.

use std::fmt::Write;

use sha2::{Digest, Sha256};

const ONNX: &[u8] = include_bytes!("../../weights/digits.onnx");

/// Not in Rust's `tests` root, so that it is not compiled by itself.
const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/network.rs");

#[test]
fn the_generated_source_matches_the_snapshot() {
    let generated = generated();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(PATH, generated).expect("the snapshot can be written");
        return;
    }
    let expected = std::fs::read_to_string(PATH).expect("the snapshot is committed");
    for (index, (line, expected)) in generated.lines().zip(expected.lines()).enumerate() {
        assert_eq!(line, expected, "line {}: {HINT}", index + 1);
    }
    assert_eq!(generated, expected, "{HINT}");
}

const HINT: &str = "if the change is intended, renew the snapshot with \
     `UPDATE_GOLDEN=1 cargo test -p onnx-codegen --test snapshot`";

/// Source, followed by size and hash of the weights in place of their bytes.
fn generated() -> String {
    let network = onnx_codegen::generate(ONNX).expect("the committed model is supported");
    let [(_, source), (name, weights)] = network.files();
    let mut text = String::from_utf8(source.to_vec()).expect("Rust is UTF-8");
    let (size, hash) = (weights.len(), Sha256::digest(weights));
    writeln!(text, "\n// {name}: {size} bytes, SHA-256 {hash:x}").expect("strings can be written");
    text
}
