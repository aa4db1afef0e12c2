//! A Web Worker with event listeners.

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
    /// Registers listeners for the data of messages and for the worker's death.
    pub(crate) fn listen(
        worker: Worker,
        on_message: impl Fn(&JsValue) + 'static,
        on_death: impl Fn() + 'static,
    ) -> Self {
        let on_message = move |event: MessageEvent| on_message(&event.data());
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message);
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |_| on_death());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        }
    }
}
