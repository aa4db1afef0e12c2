//! Keys that work everywhere on the page.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::session::Session;

/// Elements that mean something else by Enter; to radio buttons it means nothing.
const CONTROLS: &str = "a, button, input:not([type=radio]), select, textarea, summary, dialog";

/// Elements in which Escape belongs to who types there, or closes them.
const FIELDS: &str = "input:not([type=radio]), textarea, dialog";

/// Enter predicts; Escape closes what is open on top, else clears the canvas.
pub(super) fn listen(session: Session) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.repeat() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "Enter" if !is_in(CONTROLS, &event) => session.predict(),
            "Escape" if !is_in(FIELDS, &event) => session.escape(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

fn is_in(selector: &str, event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}
