//! Client of the worker in which the built-in network shows how it reads a digit. It is a separate
//! worker, so that questions to the engine do not wait for explanations.

use js_sys::Uint8Array;
use protocol::{EXPLAINER, Explain, ExplainResponse, encode};
use wasm_bindgen::JsValue;

use crate::engines::one_shot_worker;
use crate::engines::running_worker::RunningWorker;

/// Worker script, relative to the page.
const SCRIPT: &str = "./engine.js";

/// Starts a worker that explains the digit; `on_response` receives each response, or `None` if the
/// worker fails.
///
/// # Errors
/// If the browser starts no worker.
pub(super) fn explain(
    explain: &Explain,
    on_response: impl Fn(Option<ExplainResponse>) + 'static,
) -> Result<RunningWorker, JsValue> {
    let question = JsValue::from(Uint8Array::from(&*encode(explain)));
    one_shot_worker::start(SCRIPT, EXPLAINER, move |response| match response {
        Ok(ExplainResponse::NeedsImage) => Some(question.clone()),
        response => {
            on_response(response.ok());
            None
        }
    })
}
