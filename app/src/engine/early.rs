//! The worker that start.js starts while the page itself is on its way.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Worker, window};

use super::program::Program;

/// Takes that worker over, and what it has said until now, if it runs this program; ends it if not.
pub(super) fn take(program: &Program) -> Option<(Worker, Vec<JsValue>)> {
    let window = window()?;
    let name = "engine".into();
    let early: Array = Reflect::get(&window, &name).ok()?.dyn_into().ok()?;
    // An object of the page's own: it can be deleted.
    let _ = Reflect::delete_property(&window, &name);
    let worker: Worker = early.get(0).dyn_into().ok()?;
    let said: Array = early.get(1).dyn_into().ok()?;
    match program {
        Program::Compiled => Some((worker, said.to_vec())),
        Program::Tract | Program::Own(..) => {
            worker.terminate();
            None
        }
    }
}
