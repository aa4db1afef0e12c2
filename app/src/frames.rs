//! What waits for the browser to paint.

use std::time::Duration;

use futures_channel::oneshot;
use leptos::prelude::*;

/// What nobody waits for is done when the answer is on the screen; in a window that is not painted,
/// at once.
pub(crate) fn after_paint(action: impl FnOnce() + 'static) {
    if document().hidden() {
        return action();
    }
    request_animation_frame(move || set_timeout(action, Duration::ZERO));
}

/// Waits until people see the placeholder: a browser may run the page's program before it paints.
pub(crate) async fn first_paint() {
    let is_painted = window()
        .performance()
        .is_some_and(|clock| clock.get_entries_by_type("paint").length() > 0);
    if is_painted {
        return;
    }
    let (painted, paint) = oneshot::channel();
    // Both ends live until it is painted.
    after_paint(move || painted.send(()).unwrap_or_default());
    paint.await.unwrap_or_default();
}
