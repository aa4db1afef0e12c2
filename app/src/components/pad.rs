//! The canvas that people draw on.

use js_sys::{Array, Reflect};
use leptos::ev::PointerEvent;
use leptos::html::Canvas;
use leptos::prelude::*;
use recognizer::{PAD_SIZE, PEN_WIDTH, Point};
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d, ResizeObserver};

use crate::ink;
use crate::session::Session;
use crate::sheet::Sheet;

#[component]
pub(super) fn Pad(session: Session) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let surface = use_surface(canvas);
    let sheet = session.sheet;
    Effect::new(move |_| {
        surface.track();
        sheet.track();
        paint_next_frame(canvas, sheet);
    });
    let is_blank = move || sheet.with(|sheet| sheet.drawing().is_blank());
    let pen_up = move |event: PointerEvent| sheet.update(|sheet| sheet.pen_up(event.pointer_id()));
    view! {
        <div class="pad" class:blank=is_blank>
            <canvas
                node_ref=canvas
                data-testid="drawing-pad"
                tabindex="0"
                role="img"
                aria-label="Drawing pad: draw a digit with mouse, finger or pen"
                on:pointerdown=move |event| pen_down(session, &event)
                on:pointermove=move |event| pen_move(sheet, &event)
                on:pointerup=pen_up
                on:pointercancel=pen_up
                on:lostpointercapture=pen_up
            ></canvas>
            <p aria-hidden="true">"Draw a digit here"</p>
        </div>
    }
}

fn pen_down(session: Session, event: &PointerEvent) {
    let canvas = canvas_of(event);
    // Other buttons open menus; they do not draw.
    if event.button() != 0 {
        return;
    }
    let at = position(&canvas, event);
    let draws = session
        .sheet
        .try_update(|sheet| sheet.pen_down(event.pointer_id(), at));
    if draws == Some(true) {
        // Without capture the stroke would end at the border: worse, but no failure.
        let _ = canvas.set_pointer_capture(event.pointer_id());
        session.notices.update(|notices| notices.close_canvas());
    }
}

fn pen_move(sheet: RwSignal<Sheet>, event: &PointerEvent) {
    let pointer = event.pointer_id();
    if !sheet.with_untracked(|sheet| sheet.is_drawn_by(pointer)) {
        return;
    }
    // A button that was released outside the window never says so.
    if event.buttons() == 0 {
        return sheet.update(|sheet| sheet.pen_up(pointer));
    }
    let canvas = canvas_of(event);
    let path = coalesced(event);
    let path = path.iter().map(|event| position(&canvas, event));
    sheet.update(|sheet| sheet.pen_move(pointer, path));
}

/// The movements that the browser joined into this event, where it tells them.
fn coalesced(event: &PointerEvent) -> Vec<PointerEvent> {
    let tells = Reflect::has(event, &"getCoalescedEvents".into()).unwrap_or(false);
    let events = if tells {
        event.get_coalesced_events()
    } else {
        Array::new()
    };
    if events.length() == 0 {
        return vec![event.clone()];
    }
    events.iter().map(JsCast::unchecked_into).collect()
}

/// Where the pointer is, in drawing units.
fn position(canvas: &HtmlCanvasElement, event: &PointerEvent) -> Point {
    let pad = canvas.get_bounding_client_rect();
    // web-sys rounds these to whole pixels; pens and zoomed pages report fractions.
    let [x, y] = ["clientX", "clientY"].map(|name| {
        let value = Reflect::get(event, &name.into());
        value
            .ok()
            .and_then(|value| value.as_f64())
            .unwrap_or(f64::NAN)
    });
    let unit = f64::from(PAD_SIZE);
    Point::new(
        ((x - pad.left()) / pad.width() * unit) as f32,
        ((y - pad.top()) / pad.height() * unit) as f32,
    )
}

fn canvas_of(event: &PointerEvent) -> HtmlCanvasElement {
    event_target(event)
}

/// Changes whenever the canvas has to be painted anew: its size, the zoom, the color scheme.
fn use_surface(canvas: NodeRef<Canvas>) -> Trigger {
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
    let scheme = window().match_media("(prefers-color-scheme: dark)");
    let on_scheme = Closure::<dyn Fn()>::new(move || surface.notify());
    if let Ok(Some(scheme)) = scheme {
        scheme.set_onchange(Some(on_scheme.as_ref().unchecked_ref()));
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

/// Notices other pixel densities, as of another screen: no other event tells of them.
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

/// Paints once in the next frame, however many changes come before it.
fn paint_next_frame(canvas: NodeRef<Canvas>, sheet: RwSignal<Sheet>) {
    request_animation_frame(move || {
        if let Some(canvas) = canvas.get_untracked() {
            // A browser that refuses the canvas shows no ink; recognition needs none.
            let _ = sheet.with_untracked(|sheet| paint(&canvas, sheet));
        }
    });
}

fn paint(canvas: &HtmlCanvasElement, sheet: &Sheet) -> Result<(), JsValue> {
    let Some(context) = context(canvas)? else {
        return Ok(());
    };
    let scale = fit_to_screen(canvas) / f64::from(PAD_SIZE);
    context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0)?;
    let side = f64::from(PAD_SIZE);
    context.clear_rect(0.0, 0.0, side, side);
    context.set_line_width(f64::from(PEN_WIDTH));
    context.set_line_cap("round");
    context.set_line_join("round");
    if let Some(style) = window().get_computed_style(canvas)? {
        context.set_stroke_style_str(&style.get_property_value("color")?);
    }
    for stroke in &sheet.drawing().strokes {
        context.stroke_with_path(&Path2d::new_with_path_string(&ink::path(stroke))?);
    }
    Ok(())
}

fn context(canvas: &HtmlCanvasElement) -> Result<Option<CanvasRenderingContext2d>, JsValue> {
    Ok(canvas.get_context("2d")?.map(JsCast::unchecked_into))
}

/// Gives the canvas as many pixels as the screen shows of it. Returns its width in pixels.
fn fit_to_screen(canvas: &HtmlCanvasElement) -> f64 {
    let width = f64::from(canvas.client_width()) * window().device_pixel_ratio();
    let pixels = (width.round() as u32).max(1);
    // Setting the size, even to the same, would clear the canvas twice.
    if canvas.width() != pixels || canvas.height() != pixels {
        canvas.set_width(pixels);
        canvas.set_height(pixels);
    }
    f64::from(pixels)
}
