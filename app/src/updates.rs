//! Newer builds of the page. The script that started it fetches them; both notify each other by events.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::drawing::{Pad, keep_drawing};
use crate::engines::{Engines, Status};
use crate::notices::{Notice, Notices};

/// Offers updates, and keeps the drawing while one is taken.
pub(crate) fn offer(pad: Pad, engines: Engines, notices: Notices) {
    // Caching must not delay the engine, for which the user may wait.
    Effect::new(move |_| {
        let is_ready = engines.status.get() == Status::Ready;
        if is_ready || !engines.mode.get().asks_browser() {
            dispatch("settled");
        }
    });
    let offer = move |_| notices.show(Notice::UpdateReady);
    let keep = move |_| pad.state.with(|state| keep_drawing(state.drawing()));
    let offer = window_event_listener_untyped("update-ready", offer);
    let keep = window_event_listener_untyped("update-taken", keep);
    on_cleanup(move || {
        offer.remove();
        keep.remove();
    });
}

/// Reloads the page as the newer build, in every tab.
pub(crate) fn accept() {
    dispatch("update-wanted");
}

fn dispatch(event: &str) {
    if let Ok(event) = Event::new(event) {
        let _ = window().dispatch_event(&event);
    }
}
