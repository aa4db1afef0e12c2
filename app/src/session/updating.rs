//! Newer builds of the page: the script that started it fetches them, and both tell each other by
//! events.

use leptos::ev::Event;
use leptos::prelude::*;

use super::Session;
use crate::engine::Status;
use crate::notices::Notice;
use crate::storage;

impl Session {
    /// Offers updates, and loses no drawing to them.
    pub(crate) fn offer_updates(self) {
        // What is fetched to be kept must not delay what somebody waits for.
        Effect::new(move |_| {
            let is_ready = self.status.get() == Status::Ready;
            if is_ready || !self.mode.get().asks_browser() {
                tell("settled");
            }
        });
        let offer = move |_| self.offer(Some(Notice::Update));
        let keep = move |_| {
            self.sheet
                .with(|sheet| storage::keep_drawing(sheet.drawing()))
        };
        let offer = window_event_listener_untyped("update-ready", offer);
        let keep = window_event_listener_untyped("update-taken", keep);
        on_cleanup(move || {
            offer.remove();
            keep.remove();
        });
    }
}

/// Has the page loaded again as the newer build, in every tab.
pub(super) fn take() {
    tell("update-wanted");
}

fn tell(event: &str) {
    if let Ok(event) = Event::new(event) {
        let _ = window().dispatch_event(&event);
    }
}
