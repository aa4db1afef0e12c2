//! Generates the network's source and weights from the committed model.

use std::env;
use std::fs;
use std::path::PathBuf;

const MODEL: &str = "../weights/digits.onnx";

fn main() {
    println!("cargo::rerun-if-changed={MODEL}");
    let onnx = fs::read(MODEL).expect("model/weights/digits.onnx is committed");
    let network = onnx_codegen::generate(&onnx).unwrap_or_else(|error| panic!("{MODEL}: {error}"));
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    for (name, content) in network.files() {
        fs::write(folder.join(name), content).expect("OUT_DIR is writable");
    }
}
