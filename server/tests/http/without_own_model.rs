//! `--model FILE` in a build without the feature `own-model`.

use std::fs;
use std::process::Command;
use tempfile::TempDir;

#[test]
fn a_model_of_ones_own_is_refused_with_the_command_that_builds_support() {
    let page = TempDir::new().expect("a folder");
    fs::write(page.path().join("index.html"), "<!doctype html>").expect("a page");
    let output = Command::new(env!("CARGO_BIN_EXE_server"))
        .args(["--port", "0", "--model", "digits.onnx", "--mean", "0.1307"])
        .arg("--dist")
        .arg(page.path())
        .output()
        .expect("the program runs");
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(
        message.contains("build it with `cargo build --release --package server`"),
        "{message}"
    );
}
