//! The engine in its Web Worker: unpacks the model, then answers one message after the other.

use compiled::CompiledClassifier;
use js_sys::Uint8Array;
use protocol::{MessageError, Request, Response, decode, encode};
use recognizer::Classifier;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    listen(CompiledClassifier::new());
    let engine = CompiledClassifier::NAME.to_owned();
    post(&Response::Ready { engine });
}

fn listen(classifier: CompiledClassifier) {
    let on_message = move |event: MessageEvent| match request(&event) {
        Ok(Request { id, images }) => {
            let start = now();
            let outcome = classifier.classify(&images);
            let inference = now() - start;
            post(&Response::Answer {
                id,
                outcome,
                inference,
            });
        }
        // Only a page of another build sends such a message: the error event makes it reload us.
        Err(error) => wasm_bindgen::throw_str(&error.to_string()),
    };
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message);
    worker().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker listens as long as it lives.
    on_message.forget();
}

fn request(event: &MessageEvent) -> Result<Request, MessageError> {
    decode(&Uint8Array::new(&event.data()).to_vec())
}

fn post(response: &Response) {
    let bytes = Uint8Array::from(encode(response).as_slice());
    worker()
        .post_message(&bytes)
        .expect("bytes can always be posted");
}

/// Milliseconds by the monotonic clock.
fn now() -> f64 {
    worker().performance().map_or(0.0, |clock| clock.now())
}

fn worker() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
