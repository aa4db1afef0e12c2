//! What browsers tell about a pointer, and web-sys does not.

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

/// Where the pointer is in the window, in CSS pixels.
pub(super) fn place(event: &PointerEvent) -> (f64, f64) {
    let event: &Exact = event.unchecked_ref();
    (event.x(), event.y())
}

/// The movements that the browser joined into this event, where it tells them.
pub(super) fn coalesced(event: &PointerEvent) -> Vec<PointerEvent> {
    let tell = event.unchecked_ref::<Exact>().coalesced();
    let events = tell.and_then(|tell| tell.call0(event).ok());
    let events = events
        .map(|events| Array::from(&events))
        .unwrap_or_default();
    match events.length() {
        0 => vec![event.clone()],
        _ => events.iter().map(JsCast::unchecked_into).collect(),
    }
}
