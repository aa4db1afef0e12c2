//! Finds the ink of a picture in a Web Worker: asks for the file, then says what could be digits in
//! it. Memory for a large picture goes when the worker does.

use picture::segment_picture;
use protocol::{MAX_PIXELS, ScanResponse};
use wasm_bindgen::{JsCast, JsValue, throw_val};

fn main() {
    worker_runtime::listen(|file| worker_runtime::post(&scan(&file)));
    worker_runtime::post(&ScanResponse::NeedsPicture);
}

fn scan(file: &JsValue) -> ScanResponse {
    // The error event tells the page.
    let file = worker_runtime::read(file.unchecked_ref()).unwrap_or_else(|error| throw_val(error));
    ScanResponse::Scanned(segment_picture(&file, MAX_PIXELS))
}
