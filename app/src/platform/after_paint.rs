//! Work that waits for the next paint.

use std::time::Duration;

use leptos::prelude::*;

/// Runs the action in a task after the next frame; at once in a window that is not painted.
pub(crate) fn after_paint(action: impl FnOnce() + 'static) {
    if document().hidden() {
        return action();
    }
    request_animation_frame(move || set_timeout(action, Duration::ZERO));
}
