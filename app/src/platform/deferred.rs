//! Views and values that are made after the first paint, so that drawing and the first answer do not
//! wait for them.

use std::time::Duration;

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::IdleRequestOptions;

/// Longest wait of a part for an idle browser, in milliseconds.
const IDLE_TIMEOUT: u32 = 1_000;

/// Shows this part in a task of its own, so that the pad does not wait for it.
pub(crate) fn soon(part: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    shown(part, |show| set_timeout(show, Duration::ZERO))
}

/// Shows this part when the browser is idle, so that neither a moving pen nor the first answer waits
/// for it.
pub(crate) fn later(part: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    shown(part, when_idle)
}

/// A copy of the value that follows one task later, for views that may lag behind.
pub(crate) fn a_task_later<T>(value: Memo<T>) -> ReadSignal<T>
where
    T: Clone + Send + Sync + 'static,
{
    let (late, set_late) = signal(value.get_untracked());
    Effect::new(move |_| {
        value.track();
        let update = move || {
            // A switch of the language may have disposed of both meanwhile.
            let _ = value
                .try_get_untracked()
                .map(|value| set_late.try_set(value));
        };
        set_timeout(update, Duration::ZERO);
    });
    late
}

fn shown(
    part: impl Fn() -> AnyView + Send + 'static,
    schedule: impl FnOnce(Box<dyn FnOnce()>),
) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    schedule(Box::new(move || {
        // A switch of the language may have disposed of it meanwhile.
        let _ = is_shown.try_set(true);
    }));
    move || is_shown.get().then(&part)
}

fn when_idle(action: Box<dyn FnOnce()>) {
    // Safari has no idle callbacks.
    if Reflect::has(&window(), &"requestIdleCallback".into()) != Ok(true) {
        return set_timeout(action, Duration::ZERO);
    }
    let action = Closure::once_into_js(action).unchecked_into();
    let options = IdleRequestOptions::new();
    options.set_timeout(IDLE_TIMEOUT);
    // It accepts every callable.
    let _ = window().request_idle_callback_with_options(&action, &options);
}
