//! What a Web Worker of ours needs of the browser: messages, files, time.

use js_sys::Uint8Array;
use protocol::{decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_str;
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

/// Hears what the page says as long as the worker lives.
pub fn listen(hear: impl Fn(JsValue) + 'static) {
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        hear(event.data());
    });
    worker().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

/// What the page says with these bytes.
///
/// Only a page of another build sends anything else: the error event makes it reload us.
#[must_use]
pub fn said<T: DeserializeOwned>(bytes: &JsValue) -> T {
    let bytes = Uint8Array::new(bytes).to_vec();
    decode(&bytes).unwrap_or_else(|error| throw_str(&error.to_string()))
}

/// Says this to the page.
///
/// # Panics
/// Never: bytes can always be posted.
pub fn post(response: &impl Serialize) {
    let bytes = Uint8Array::from(encode(response).as_slice());
    worker()
        .post_message(&bytes)
        .expect("bytes can always be posted");
}

/// The file's content.
///
/// # Errors
/// If the browser cannot read the file any more.
pub fn read(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = FileReaderSync::new()?.read_as_array_buffer(file)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Milliseconds by the monotonic clock.
#[must_use]
pub fn now() -> f64 {
    worker().performance().map_or(0.0, |clock| clock.now())
}

/// What the page calls this worker.
#[must_use]
pub fn name() -> String {
    worker().name()
}

/// Whether this is a worker, and no page.
#[must_use]
pub fn is_worker() -> bool {
    js_sys::global().has_type::<DedicatedWorkerGlobalScope>()
}

fn worker() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
