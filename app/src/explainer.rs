//! Has the built-in network show how it reads a digit, in a worker of its own: it answers nobody, and
//! whoever wants an answer waits for nothing.

use std::rc::Rc;

use js_sys::Uint8Array;
use protocol::{EXPLAINER, Explain, ExplainResponse, decode, encode};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// Beside the page.
const SCRIPT: &str = "./engine.js";

/// What the worker says; `None` if it cannot go on.
type Said = Option<ExplainResponse>;

/// A worker that explains one digit; ends with its handle.
pub(crate) struct Explainer {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(JsValue)>,
}

impl Drop for Explainer {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Explainer {
    /// Explains this, and says what comes of it.
    ///
    /// # Errors
    /// If the browser starts no worker.
    pub(crate) fn start(explain: &Explain, say: impl Fn(Said) + 'static) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(EXPLAINER);
        let worker = Worker::new_with_options(SCRIPT, &options)?;
        let say = Rc::new(say);
        let (asked, hear) = (worker.clone(), say.clone());
        let question = Uint8Array::from(&*encode(explain));
        let on_message = move |event: MessageEvent| match response(&event) {
            Some(ExplainResponse::NeedsImage) => {
                asked.post_message(&question).expect("bytes can be posted");
            }
            said => hear(said),
        };
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message);
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |_| say(None));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        })
    }
}

fn response(event: &MessageEvent) -> Said {
    let data = event.data();
    // The loader script says in words why the network cannot be fetched.
    if data.is_string() {
        return None;
    }
    decode(&Uint8Array::new(&data).to_vec()).ok()
}
