//! Finds what could be digits in a picture, in a worker of its own, which is fetched when the first
//! picture comes.

use std::rc::Rc;

use js_sys::Uint8Array;
use picture::{PictureError, Sketch};
use protocol::{ScanResponse, decode};
use wasm_bindgen::prelude::*;
use web_sys::{File, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Beside the page.
const SCRIPT: &str = "./scanner-worker.js";

/// Why there is no sketch.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ScanError {
    /// The worker cannot be fetched.
    Load,
    /// The worker ended before it said anything.
    Died,
    /// The file is no picture that can be read.
    Picture(PictureError),
}

pub(crate) type Scanned = Result<Option<Sketch>, ScanError>;

/// A worker that looks at one picture; ends with its handle.
pub(crate) struct Scanner {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(JsValue)>,
}

impl Drop for Scanner {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Scanner {
    /// Looks at this picture, and says what came of it.
    ///
    /// # Errors
    /// If the browser starts no worker.
    pub(crate) fn start(file: File, say: impl Fn(Scanned) + 'static) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(SCRIPT, &options)?;
        let say = Rc::new(say);
        let (asked, hear) = (worker.clone(), say.clone());
        let on_message = move |event: MessageEvent| match response(&event) {
            Ok(ScanResponse::NeedsPicture) => {
                asked.post_message(&file).expect("files can be posted");
            }
            Ok(ScanResponse::Scanned(scanned)) => hear(scanned.map_err(ScanError::Picture)),
            Err(error) => hear(Err(error)),
        };
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message);
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |_| say(Err(ScanError::Died)));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        })
    }
}

fn response(event: &MessageEvent) -> Result<ScanResponse, ScanError> {
    let data = event.data();
    // The loader script says in words why the scanner cannot be fetched.
    if data.is_string() {
        return Err(ScanError::Load);
    }
    decode(&Uint8Array::new(&data).to_vec()).map_err(|_| ScanError::Died)
}
