//! Full screen for the pad: the browser's where it exists, else the whole window by the style sheet.

use leptos::html::Section;
use leptos::prelude::*;

use crate::drawing::Pad;

/// Makes the element follow the pad's full-screen switch.
pub(crate) fn follow_full_screen(pad: Pad, element: NodeRef<Section>) {
    let is_full = pad.is_full_screen;
    Effect::new(move |was_full: Option<bool>| {
        let is_full = is_full.get();
        if let Some(element) = element.get_untracked() {
            match (was_full.unwrap_or(false), is_full) {
                // If the browser refuses, the style sheet has made it as large as the window.
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
