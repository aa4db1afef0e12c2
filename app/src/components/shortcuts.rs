//! Keys that work everywhere on the page.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::session::Session;

/// Elements that mean something else by Enter; to what is no field it means nothing.
const CONTROLS: &str = "a, button, input:not([type=radio], [type=range], [type=checkbox]), select, \
     textarea, summary, dialog";

/// Elements in which Escape and undo belong to who types there, or that it closes.
const FIELDS: &str = "input:not([type=radio], [type=range], [type=checkbox]), textarea, dialog";

/// Enter predicts; Escape closes what is open on top, else clears the canvas; Control or Command with
/// Z undoes, with Shift and Z or with Y redoes.
pub(super) fn listen(session: Session) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let is_known = match event.ctrl_key() || event.meta_key() {
            _ if event.alt_key() => false,
            true => edit(session, &event),
            false => !event.repeat() && act(session, &event),
        };
        if is_known {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

fn act(session: Session, event: &KeyboardEvent) -> bool {
    match event.key().as_str() {
        "Enter" if !is_in(CONTROLS, event) => session.predict(),
        "Escape" if !is_in(FIELDS, event) => session.escape(),
        _ => return false,
    }
    true
}

fn edit(session: Session, event: &KeyboardEvent) -> bool {
    if is_in(FIELDS, event) {
        return false;
    }
    // Shift and Caps Lock say the capital, and both together do not.
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => session.undo(),
        ("z", true) | ("y", false) => session.redo(),
        _ => return false,
    }
    true
}

fn is_in(selector: &str, event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}
