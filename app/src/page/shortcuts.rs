//! Keyboard shortcuts of the page.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

use crate::drawing::Pad;
use crate::platform::dom::target;
use crate::session::Session;

/// Elements that handle Enter themselves.
const CONTROLS: &str = "a, button, input:not([type=radio], [type=range], [type=checkbox]), select, \
     textarea, summary, dialog";

/// Elements that handle Escape and undo themselves.
const FIELDS: &str = "input:not([type=radio], [type=range], [type=checkbox]), textarea, dialog";

/// Registers the shortcuts: Enter predicts; Escape closes what is open on top, else clears the canvas;
/// Control or Command with Z undoes, with Shift and Z or with Y redoes.
pub(super) fn listen(session: Session) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let is_handled = if event.alt_key() {
            false
        } else if event.ctrl_key() || event.meta_key() {
            edit(session, &event)
        } else {
            !event.repeat() && act(session, &event)
        };
        if is_handled {
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
    // Shift and Caps Lock each give the capital, and both together do not.
    let edit = match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Pad::undo,
        ("z", true) | ("y", false) => Pad::redo,
        _ => return false,
    };
    // A picture hides the pad, so the change would not be visible.
    if !session.pictures.is_open() {
        edit(session.pad);
    }
    true
}

fn is_in(selector: &str, event: &KeyboardEvent) -> bool {
    target(event)
        .is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}
