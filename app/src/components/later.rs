//! Parts of the page that nobody needs in order to draw, and what nobody sees of an answer.

use std::time::Duration;

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::IdleRequestOptions;

/// However busy the browser is, no part comes later than this, in milliseconds.
const LATEST: u32 = 1_000;

/// Shows this part in a task of its own, so that the pad does not wait for it.
pub(super) fn soon(part: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    shown(part, |show| set_timeout(show, Duration::ZERO))
}

/// Shows this part when the browser has nothing better to do, so that neither a pen on the pad nor the
/// first answer waits for it.
pub(super) fn later(part: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    shown(part, at_leisure)
}

/// The value a task later: what is seen does not wait for what is made of this.
pub(super) fn a_task_later<T>(value: Memo<T>) -> ReadSignal<T>
where
    T: Clone + Send + Sync + 'static,
{
    let (late, set_late) = signal(value.get_untracked());
    Effect::new(move |_| {
        value.track();
        let show = move || {
            // Another language may have taken its place meanwhile.
            let _ = value
                .try_get_untracked()
                .map(|value| set_late.try_set(value));
        };
        set_timeout(show, Duration::ZERO);
    });
    late
}

fn shown(
    part: impl Fn() -> AnyView + Send + 'static,
    begin: impl FnOnce(Box<dyn FnOnce()>),
) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    begin(Box::new(move || {
        // Another language may have taken its place meanwhile.
        let _ = is_shown.try_set(true);
    }));
    move || is_shown.get().then(&part)
}

fn at_leisure(action: Box<dyn FnOnce()>) {
    // Safari does not tell when it has leisure.
    if Reflect::has(&window(), &"requestIdleCallback".into()) != Ok(true) {
        return set_timeout(action, Duration::ZERO);
    }
    let action = Closure::once_into_js(action).unchecked_into();
    let options = IdleRequestOptions::new();
    options.set_timeout(LATEST);
    // It refuses nothing that can be called.
    let _ = window().request_idle_callback_with_options(&action, &options);
}
