//! What the worker needs of the browser.

use js_sys::Uint8Array;
use protocol::MessageError;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Hears the page's messages as long as the worker lives.
pub(crate) fn listen(hear: impl Fn(&[u8]) -> Result<(), MessageError> + 'static) {
    let on_message = move |event: MessageEvent| {
        let message = Uint8Array::new(&event.data()).to_vec();
        // Only a page of another build sends what is none: the error event makes it reload us.
        if let Err(error) = hear(&message) {
            wasm_bindgen::throw_str(&error.to_string());
        }
    };
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message);
    worker().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

/// Says this to the page.
pub(crate) fn post(message: &[u8]) {
    worker()
        .post_message(&Uint8Array::from(message))
        .expect("bytes can always be posted");
}

/// Milliseconds by the monotonic clock.
pub(crate) fn now() -> f64 {
    worker().performance().map_or(0.0, |clock| clock.now())
}

/// What the page calls this worker.
pub(crate) fn name() -> String {
    worker().name()
}

fn worker() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
