//! A worker that does one thing for the page.

use std::rc::Rc;

use js_sys::Uint8Array;
use protocol::decode;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use web_sys::{Worker, WorkerOptions, WorkerType};

use crate::running_worker::RunningWorker;

/// Why it is not done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Broken {
    /// The worker cannot be fetched.
    Load,
    /// The worker ended before it said anything.
    Died,
}

/// Starts this script beside the page, as a worker of this name. It is told what `hear` replies to
/// what it says, and ends with its handle.
///
/// # Errors
/// If the browser starts no worker.
pub(crate) fn start<Said: DeserializeOwned>(
    script: &str,
    name: &str,
    hear: impl Fn(Result<Said, Broken>) -> Option<JsValue> + 'static,
) -> Result<RunningWorker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name(name);
    let worker = Worker::new_with_options(script, &options)?;
    let hear = Rc::new(hear);
    let (told, hear_message) = (worker.clone(), hear.clone());
    let on_message = move |data: &JsValue| {
        if let Some(reply) = hear_message(said(data)) {
            let posted = told.post_message(&reply);
            posted.expect("bytes and files can be posted");
        }
    };
    let on_death = move || drop(hear(Err(Broken::Died)));
    Ok(RunningWorker::hear(worker, on_message, on_death))
}

fn said<Said: DeserializeOwned>(data: &JsValue) -> Result<Said, Broken> {
    // The loader script says in words why the program cannot be fetched.
    if data.is_string() {
        return Err(Broken::Load);
    }
    decode(&Uint8Array::new(data).to_vec()).map_err(|_| Broken::Died)
}
