//! The worker that start.js spawns while the page's program is still loading.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Worker, window};

use super::program::Program;

/// Takes that worker over, with its messages so far, if it runs this program; else terminates it.
pub(super) fn take(program: &Program) -> Option<(Worker, Vec<JsValue>)> {
    let window = window()?;
    let name = "engine".into();
    let early: Array = Reflect::get(&window, &name).ok()?.dyn_into().ok()?;
    // The page's own scripts defined the property, so it can be deleted.
    let _ = Reflect::delete_property(&window, &name);
    let worker: Worker = early.get(0).dyn_into().ok()?;
    let messages: Array = early.get(1).dyn_into().ok()?;
    match program {
        Program::Compiled => Some((worker, messages.to_vec())),
        Program::Tract | Program::Own(..) => {
            worker.terminate();
            None
        }
    }
}
