//! Web Worker that segments one picture: requests the file, then responds with the candidates for
//! digits. The page ends it afterwards, which frees the memory of large pictures.

use picture::segment_picture;
use protocol::{MAX_PIXELS, ScanResponse};
use wasm_bindgen::{JsCast, JsValue, throw_val};

fn main() {
    worker_runtime::listen(|file| worker_runtime::post(&scan(&file)));
    worker_runtime::post(&ScanResponse::NeedsPicture);
}

fn scan(file: &JsValue) -> ScanResponse {
    // An exception becomes the worker's error event, which the page handles.
    let file =
        worker_runtime::read_file(file.unchecked_ref()).unwrap_or_else(|error| throw_val(error));
    ScanResponse::Scanned(segment_picture(&file, MAX_PIXELS))
}
