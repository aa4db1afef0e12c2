//! The pad with the screen to itself: by the browser where it can, else as large as the window.

use leptos::html::Section;
use leptos::prelude::*;

use crate::session::Session;

/// Gives this element the screen as long as that is wanted.
pub(crate) fn follow(session: Session, element: NodeRef<Section>) {
    let is_full = session.drafting.is_full_screen;
    Effect::new(move |was_full: Option<bool>| {
        let is_full = is_full.get();
        if let Some(element) = element.get_untracked() {
            match (was_full.unwrap_or(false), is_full) {
                // What is refused is no harm: the style sheet has made it as large as the window.
                (false, true) if document().fullscreen_enabled() => {
                    let _ = element.request_fullscreen();
                }
                (true, false) if document().fullscreen_element().is_some() => {
                    document().exit_fullscreen();
                }
                _ => {}
            }
        }
        is_full
    });
    let ended = window_event_listener_untyped("fullscreenchange", move |_| {
        if document().fullscreen_element().is_none() {
            is_full.set(false);
        }
    });
    on_cleanup(move || ended.remove());
}
