//! Which pointer events draw: the same rules for everything that people draw on, and in `app/scripts/pad.js`.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, PointerEvent};

const MAIN_BUTTON: i16 = 0;

/// Button of a pen's eraser end.
pub(crate) const ERASER_BUTTON: i16 = 5;

/// Whether this `pointerdown` draws. Other buttons, and the mouse with Control on a Mac, open menus.
pub(crate) fn draws(event: &PointerEvent) -> bool {
    let opens_menu = event.ctrl_key() && !has_tip(event);
    matches!(event.button(), MAIN_BUTTON | ERASER_BUTTON) && !opens_menu
}

/// Whether this `pointermove` follows a release outside the window, which sends no event of its own.
/// Some pens and fingers report no buttons while they draw.
pub(crate) fn is_released(event: &PointerEvent) -> bool {
    event.buttons() == 0 && !has_tip(event)
}

/// Whether the pointer is a finger or a pen.
fn has_tip(event: &PointerEvent) -> bool {
    matches!(&*event.pointer_type(), "touch" | "pen")
}

/// Prevents the browser's own reaction: menus, the magnifier, and scrolling of browsers that do not know
/// `touch-action`.
pub(crate) fn prevent(event: &Event) {
    // Browsers report an error when a scroll that has begun cannot be canceled.
    if event.cancelable() {
        event.prevent_default();
    }
}

/// Takes the focus from a text field, and its keyboard off the screen, as an unprevented touch does.
pub(crate) fn blur_field() {
    let focused = document().active_element();
    let field = focused.and_then(|it| it.dyn_into::<HtmlElement>().ok());
    field.inspect(|field| drop(field.blur()));
}
