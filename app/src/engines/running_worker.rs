//! A Web Worker with event listeners.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

/// A worker and its listeners; dropping it terminates the worker.
pub(crate) struct RunningWorker {
    pub(crate) worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(JsValue)>,
}

impl Drop for RunningWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl RunningWorker {
    /// Registers listeners for the data of messages and for the worker's death. A script that cannot be
    /// fetched is reported by a message, a string, as the scripts report what they cannot fetch.
    pub(crate) fn listen(
        worker: Worker,
        on_message: impl Fn(&JsValue) + 'static,
        on_death: impl Fn() + 'static,
    ) -> Self {
        let on_message = Rc::new(on_message);
        let report = on_message.clone();
        let on_message = move |event: MessageEvent| on_message(&event.data());
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message);
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            // Only the error event of a script that runs has a message.
            if Reflect::has(&event, &"message".into()).unwrap_or(true) {
                on_death();
            } else {
                report(&"the script cannot be fetched".into());
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        }
    }
}
