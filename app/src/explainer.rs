//! Has the built-in network show how it reads a digit, in a worker of its own: it answers nobody, and
//! whoever wants an answer waits for nothing.

use js_sys::Uint8Array;
use protocol::{EXPLAINER, Explain, ExplainResponse, encode};
use wasm_bindgen::JsValue;

use crate::errand;
use crate::running_worker::RunningWorker;

/// Beside the page.
const SCRIPT: &str = "./engine.js";

/// Explains this, and says what the worker says; `None` if it cannot go on.
///
/// # Errors
/// If the browser starts no worker.
pub(crate) fn explain(
    explain: &Explain,
    say: impl Fn(Option<ExplainResponse>) + 'static,
) -> Result<RunningWorker, JsValue> {
    let question = JsValue::from(Uint8Array::from(&*encode(explain)));
    errand::start(SCRIPT, EXPLAINER, move |said| match said {
        Ok(ExplainResponse::NeedsImage) => Some(question.clone()),
        said => {
            say(said.ok());
            None
        }
    })
}
