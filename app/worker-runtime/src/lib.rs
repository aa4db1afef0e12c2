//! Browser interface of Inkling's Web Workers: messages, files, clock.
//!
//! ```no_run
//! use protocol::{Request, Response};
//!
//! worker_runtime::listen(|message| {
//!     let Request { id, .. } = worker_runtime::decode_message(&message);
//!     worker_runtime::post(&Response::Predictions {
//!         id,
//!         result: Ok(Vec::new()),
//!         inference_ms: 0.0,
//!     });
//! });
//! ```

use js_sys::Uint8Array;
use protocol::{decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_str;
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

/// Registers the handler of the page's messages, for the worker's lifetime.
pub fn listen(handle: impl Fn(JsValue) + 'static) {
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        handle(event.data());
    });
    worker().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

/// Decodes a message from the page.
///
/// Throws if the bytes are invalid, which means that the page is of another build; on the error
/// event it reloads the worker.
#[must_use]
pub fn decode_message<T: DeserializeOwned>(bytes: &JsValue) -> T {
    let bytes = Uint8Array::new(bytes).to_vec();
    decode(&bytes).unwrap_or_else(|error| throw_str(&error.to_string()))
}

/// Posts a message to the page.
///
/// # Panics
/// Never: byte arrays can always be cloned.
pub fn post(message: &impl Serialize) {
    let bytes = Uint8Array::from(encode(message).as_slice());
    worker()
        .post_message(&bytes)
        .expect("byte arrays can always be cloned");
}

/// Reads a file into memory.
///
/// # Errors
/// If the browser cannot read the file any more.
pub fn read_file(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = FileReaderSync::new()?.read_as_array_buffer(file)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Milliseconds since the worker's start, by the monotonic clock; 0.0 without a clock.
#[must_use]
pub fn now() -> f64 {
    worker().performance().map_or(0.0, |clock| clock.now())
}

/// Name that the page gave this worker.
#[must_use]
pub fn name() -> String {
    worker().name()
}

/// Whether this code runs in a dedicated worker, rather than in the page.
#[must_use]
pub fn is_worker() -> bool {
    js_sys::global().has_type::<DedicatedWorkerGlobalScope>()
}

fn worker() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
