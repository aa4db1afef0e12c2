//! Imports the committed model.

use burn_onnx::{LoadStrategy, ModelGen};

const MODEL: &str = "../../../../model/weights/digits.onnx";

fn main() {
    println!("cargo::rerun-if-changed={MODEL}");
    ModelGen::new()
        .input(MODEL)
        .out_dir("model/")
        .load_strategy(LoadStrategy::Embedded)
        .run_from_script();
}
