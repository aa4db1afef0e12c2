#![no_main]
//! ONNX files, as the network's build reads them.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|onnx: &[u8]| {
    let _ = onnx_codegen::generate(onnx);
});
