//! Shorthands for looking up elements.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// First element of the document that matches the selector.
pub(crate) fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok()?
}

/// Element that the event was dispatched to.
pub(crate) fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Whether the event comes from inside an element that matches the selector.
pub(crate) fn is_in(selector: &str, event: &Event) -> bool {
    target(event)
        .is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}
