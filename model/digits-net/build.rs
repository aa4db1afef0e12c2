//! Compiles the committed model.

use std::env;
use std::fs;
use std::path::PathBuf;

const MODEL: &str = "../weights/digits.onnx";

fn main() {
    println!("cargo::rerun-if-changed={MODEL}");
    let onnx = fs::read(MODEL).expect("model/weights/digits.onnx is committed");
    let compiled = onnx_codegen::compile(&onnx).unwrap_or_else(|error| panic!("{MODEL}: {error}"));
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where to write"));
    for (name, content) in compiled.files() {
        fs::write(folder.join(name), content).expect("cargo's folder can be written");
    }
}
