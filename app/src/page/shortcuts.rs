//! Keyboard shortcuts of the page.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

use crate::drawing::Pad;
use crate::platform::dom::is_in;
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
    let edit = match (letter(&event.key(), &event.code()), event.shift_key()) {
        (Some('z'), false) => Pad::undo,
        (Some('z'), true) | (Some('y'), false) => Pad::redo,
        _ => return false,
    };
    // A picture hides the pad, so the change would not be visible.
    if !session.pictures.is_open() {
        edit(session.pad);
    }
    true
}

/// Small letter of a key: of its label, else, where that has another script or is no character, of its
/// place on an American keyboard. Latin keyboards go by their labels, wherever those are.
fn letter(key: &str, code: &str) -> Option<char> {
    let is_latin = |it: &char| matches!(it, ..'\u{250}' | '\u{1e00}'..'\u{1f00}');
    let only = |text: &str| {
        let mut characters = text.chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    let place = || only(code.strip_prefix("Key")?);
    let letter = only(key).filter(is_latin).or_else(place);
    // Shift and Caps Lock each give the capital, and both together do not.
    letter.map(|letter| letter.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_by_label_and_in_other_scripts_by_place() {
        for (key, code, expected) in [
            ("z", "KeyZ", Some('z')),
            ("Z", "KeyZ", Some('z')),
            // Russian, Arabic, Greek, Hebrew, Thai, Georgian, Korean, full-width Japanese.
            ("я", "KeyZ", Some('z')),
            ("Я", "KeyZ", Some('z')),
            ("ئ", "KeyZ", Some('z')),
            ("ζ", "KeyZ", Some('z')),
            ("ז", "KeyZ", Some('z')),
            ("ผ", "KeyZ", Some('z')),
            ("ზ", "KeyZ", Some('z')),
            ("ㅋ", "KeyZ", Some('z')),
            ("ｚ", "KeyZ", Some('z')),
            ("н", "KeyY", Some('y')),
            ("غ", "KeyY", Some('y')),
            // An input method at work, and a driver without labels.
            ("Process", "KeyZ", Some('z')),
            ("Unidentified", "KeyY", Some('y')),
            // German, French, Dvorak, Bépo, Turkish F.
            ("z", "KeyY", Some('z')),
            ("y", "KeyZ", Some('y')),
            ("w", "KeyZ", Some('w')),
            ("z", "KeyW", Some('z')),
            (";", "KeyZ", Some(';')),
            ("z", "Slash", Some('z')),
            ("à", "KeyZ", Some('à')),
            ("j", "KeyZ", Some('j')),
            // No letter, and keyboards on a screen, which have no places.
            ("Enter", "Enter", None),
            ("я", "", None),
            ("z", "", Some('z')),
            ("", "", None),
        ] {
            assert_eq!(letter(key, code), expected, "{key} {code}");
        }
    }
}
