//! Changes of the canvas that require a repaint without a change of the drawing.

use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::ResizeObserver;

/// Trigger for changes of the canvas's size, the zoom and the color scheme.
pub(super) fn use_surface(canvas: NodeRef<Canvas>) -> Trigger {
    let surface = Trigger::new();
    let observer = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        let on_resize = Closure::<dyn Fn()>::new(move || surface.notify());
        if let Ok(resize) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) {
            resize.observe(&canvas);
            observer.set_value(Some((resize, on_resize)));
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| surface.notify());
    let on_scheme = Closure::<dyn Fn()>::new(move || surface.notify());
    for colors in ["(prefers-color-scheme: dark)", "(forced-colors: active)"] {
        if let Ok(Some(colors)) = window().match_media(colors) {
            colors.set_onchange(Some(on_scheme.as_ref().unchecked_ref()));
        }
    }
    watch_resolution(surface);
    let on_scheme = StoredValue::new_local(on_scheme);
    on_cleanup(move || {
        resized.remove();
        observer.update_value(|observer| {
            if let Some((resize, _)) = observer.take() {
                resize.disconnect();
            }
        });
        on_scheme.dispose();
    });
    surface
}

/// Follows changes of the pixel density, as on another screen, which have no event of their own.
fn watch_resolution(surface: Trigger) {
    let query = format!("(resolution: {}dppx)", window().device_pixel_ratio());
    let Ok(Some(resolution)) = window().match_media(&query) else {
        return;
    };
    let watched = resolution.clone();
    let on_change = Closure::once_into_js(move || {
        watched.set_onchange(None);
        surface.notify();
        watch_resolution(surface);
    });
    resolution.set_onchange(Some(on_change.unchecked_ref()));
}
