//! What the worker needs of the browser.

use js_sys::{Array, Uint8Array};
use protocol::{Response, TractRequest, decode, encode};
use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_str;
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

/// Hears the page's messages as long as the worker lives: bytes and, with some, a file.
pub(crate) fn listen(hear: impl Fn(TractRequest, Option<Blob>) + 'static) {
    let on_message = move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let bytes = Uint8Array::new(&message.get(0)).to_vec();
        match decode(&bytes) {
            Ok(request) => hear(request, message.get(1).dyn_into().ok()),
            // Only a page of another build sends such a message: the error event makes it reload us.
            Err(error) => throw_str(&error.to_string()),
        }
    };
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message);
    worker().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

pub(crate) fn post(response: &Response) {
    let bytes = Uint8Array::from(encode(response).as_slice());
    worker()
        .post_message(&bytes)
        .expect("bytes can always be posted");
}

/// The file's content.
pub(crate) fn read(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = FileReaderSync::new()?.read_as_array_buffer(file)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Milliseconds by the monotonic clock.
pub(crate) fn now() -> f64 {
    worker().performance().map_or(0.0, |clock| clock.now())
}

fn worker() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
