//! Parts of the page that nobody needs in order to draw.

use std::time::Duration;

use leptos::prelude::*;

/// Shows this part in a task of its own, after those before it: the pad does not wait for it, and
/// neither does a pen on the pad.
pub(super) fn later(part: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    let show = move || {
        // Another language may have taken its place meanwhile.
        let _ = is_shown.try_set(true);
    };
    set_timeout(show, Duration::ZERO);
    move || is_shown.get().then(&part)
}
