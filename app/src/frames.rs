//! What waits for the browser to paint.

use std::time::Duration;

use leptos::prelude::*;

/// What nobody waits for is done when the answer is on the screen; in a window that is not painted,
/// at once.
pub(crate) fn after_paint(action: impl FnOnce() + 'static) {
    if document().hidden() {
        return action();
    }
    request_animation_frame(move || set_timeout(action, Duration::ZERO));
}
