//! Workers that serve a single request.

use std::rc::Rc;

use js_sys::Uint8Array;
use protocol::decode;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use web_sys::{Worker, WorkerOptions, WorkerType};

use super::running_worker::RunningWorker;

/// Why a worker gave no response.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum WorkerError {
    /// Its script cannot be fetched.
    Load,
    /// It ended before it responded.
    Died,
}

/// Spawns a worker of this name from a script beside the page. Each response goes to `on_response`,
/// which may return a message for the worker. Dropping the handle terminates the worker.
///
/// # Errors
/// If the browser starts no worker.
pub(crate) fn start<Response: DeserializeOwned>(
    script: &str,
    name: &str,
    on_response: impl Fn(Result<Response, WorkerError>) -> Option<JsValue> + 'static,
) -> Result<RunningWorker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name(name);
    let worker = Worker::new_with_options(script, &options)?;
    let on_response = Rc::new(on_response);
    let (recipient, respond) = (worker.clone(), on_response.clone());
    let on_message = move |data: &JsValue| {
        if let Some(message) = respond(response(data)) {
            let posted = recipient.post_message(&message);
            posted.expect("bytes and files can be posted");
        }
    };
    let on_death = move || drop(on_response(Err(WorkerError::Died)));
    Ok(RunningWorker::listen(worker, on_message, on_death))
}

fn response<Response: DeserializeOwned>(data: &JsValue) -> Result<Response, WorkerError> {
    // The loader script posts a sentence if the program cannot be fetched.
    if data.is_string() {
        return Err(WorkerError::Load);
    }
    decode(&Uint8Array::new(data).to_vec()).map_err(|_| WorkerError::Died)
}
