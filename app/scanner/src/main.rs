//! Finds the ink of a picture in a Web Worker: asks for the file, then says what could be digits in
//! it. Memory for a large picture goes when the worker does.

use js_sys::Uint8Array;
use picture::sketch;
use protocol::{MAX_PIXELS, ScanResponse, encode};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

fn main() {
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        match read(&event.data().unchecked_into()) {
            Ok(file) => post(&ScanResponse::Scanned(sketch(&file, MAX_PIXELS))),
            // The error event tells the page.
            Err(error) => wasm_bindgen::throw_val(error),
        }
    });
    worker().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker listens as long as it lives.
    on_message.forget();
    post(&ScanResponse::NeedsPicture);
}

/// The file's content.
fn read(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = FileReaderSync::new()?.read_as_array_buffer(file)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn post(response: &ScanResponse) {
    let bytes = Uint8Array::from(encode(response).as_slice());
    worker()
        .post_message(&bytes)
        .expect("bytes can always be posted");
}

fn worker() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
