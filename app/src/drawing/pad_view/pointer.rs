//! Properties of pointer events that web-sys rounds or lacks.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use web_sys::PointerEvent;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = PointerEvent)]
    type Exact;
    // web-sys rounds these to whole pixels; pens and zoomed pages report fractions.
    #[wasm_bindgen(method, getter, js_name = clientX)]
    fn x(this: &Exact) -> f64;
    #[wasm_bindgen(method, getter, js_name = clientY)]
    fn y(this: &Exact) -> f64;
    #[wasm_bindgen(method, getter, js_name = getCoalescedEvents)]
    fn coalesced(this: &Exact) -> Option<Function>;
}

/// Position in the window, in CSS pixels.
pub(super) fn position(event: &PointerEvent) -> (f64, f64) {
    let event: &Exact = event.unchecked_ref();
    (event.x(), event.y())
}

/// Events that the browser coalesced into this one; the event itself where it has none.
pub(super) fn coalesced(event: &PointerEvent) -> Vec<PointerEvent> {
    let get = event.unchecked_ref::<Exact>().coalesced();
    let events = get.and_then(|get| get.call0(event).ok());
    let events = events
        .map(|events| Array::from(&events))
        .unwrap_or_default();
    match events.length() {
        0 => vec![event.clone()],
        _ => events.iter().map(JsCast::unchecked_into).collect(),
    }
}
