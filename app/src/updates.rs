//! Newer builds of the page: the script that started it fetches them, and both tell each other by
//! events.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::engine::Status;
use crate::notices::Notice;
use crate::session::Session;
use crate::storage;

/// Offers updates, and loses no drawing to them.
pub(crate) fn listen(session: Session) {
    // What is fetched to be kept must not delay what somebody waits for.
    Effect::new(move |_| {
        let is_ready = session.status.get() == Status::Ready;
        if is_ready || !session.mode.get().asks_browser() {
            tell("settled");
        }
    });
    let offer = move |_| session.notices.update(|open| open.show(Notice::Update));
    let keep = move |_| {
        session
            .sheet
            .with(|sheet| storage::keep_drawing(sheet.drawing()))
    };
    let offer = window_event_listener_untyped("update-ready", offer);
    let keep = window_event_listener_untyped("update-taken", keep);
    on_cleanup(move || {
        offer.remove();
        keep.remove();
    });
}

/// Has the page loaded again as the newer build, in every tab.
pub(crate) fn take() {
    tell("update-wanted");
}

fn tell(event: &str) {
    if let Ok(event) = Event::new(event) {
        let _ = window().dispatch_event(&event);
    }
}
