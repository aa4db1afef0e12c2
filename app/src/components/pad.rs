//! The canvas that people draw on, and the frame around it.

mod digit_boxes;
mod paint;
mod scroller;
mod surface;
mod tools;

use js_sys::{Array, Reflect};
use leptos::ev::PointerEvent;
use leptos::html::Canvas;
use leptos::prelude::*;
use recognizer::{PAD_SIZE, Point};
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::paper;
use crate::session::Session;
use crate::sheet::Sheet;
use digit_boxes::DigitBoxes;
pub(super) use digit_boxes::digit_boxes;
use paint::paint_next_frame;
use scroller::Scroller;
use surface::use_surface;
use tools::PadTools;

#[component]
pub(super) fn Pad(session: Session) -> impl IntoView {
    let scroller = Scroller::start();
    let is_blank = Memo::new(move |_| session.sheet.with(|sheet| sheet.drawing().is_blank()));
    let width = session.width;
    follow(session, scroller, is_blank);
    view! {
        <div class="pad" class:blank=is_blank style=("--width", move || width.get().to_string())>
            <div
                class="window"
                class:more-left=move || scroller.hidden().left
                class:more-right=move || scroller.hidden().right
            >
                <div class="frame" node_ref=scroller.frame on:scroll=move |_| scroller.look()>
                    <div class="paper">
                        <Surface session scroller/>
                        <DigitBoxes session/>
                    </div>
                </div>
                <p aria-hidden="true">"Draw a digit or a number here"</p>
            </div>
            <PadTools session scroller/>
        </div>
    }
}

#[component]
fn Surface(session: Session, scroller: Scroller) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let surface = use_surface(canvas);
    let sheet = session.sheet;
    Effect::new(move |_| {
        surface.track();
        sheet.track();
        paint_next_frame(canvas, sheet);
    });
    let pen_up = move |event: PointerEvent| pen_up(sheet, scroller, &event);
    view! {
        <canvas
            node_ref=canvas
            data-testid="drawing-pad"
            tabindex="0"
            role="img"
            aria-label="Drawing pad: draw a digit or a number with mouse, finger or pen"
            on:pointerdown=move |event| pen_down(session, scroller, &event)
            on:pointermove=move |event| pen_move(sheet, &event)
            on:pointerup=pen_up
            on:pointercancel=pen_up
            on:lostpointercapture=pen_up
        ></canvas>
    }
}

/// Shows the digit that is looked at, and the start of a pad that was cleared.
fn follow(session: Session, scroller: Scroller, is_blank: Memo<bool>) {
    Effect::new(move |_| {
        if let Some(digit) = session.digit.get() {
            scroller.scroll(|sight| sight.showing(&digit.bounds));
        }
    });
    Effect::new(move |was_blank| {
        let is_blank = is_blank.get();
        if is_blank && was_blank == Some(false) {
            scroller.scroll(|_| Some(0.0));
        }
        is_blank
    });
}

fn pen_down(session: Session, scroller: Scroller, event: &PointerEvent) {
    let canvas = canvas_of(event);
    // Other buttons open menus; they do not draw.
    if event.button() != 0 {
        return;
    }
    scroller.stay();
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

fn pen_up(sheet: RwSignal<Sheet>, scroller: Scroller, event: &PointerEvent) {
    let pointer = event.pointer_id();
    if !sheet.with_untracked(|sheet| sheet.is_drawn_by(pointer)) {
        return;
    }
    sheet.update(|sheet| sheet.pen_up(pointer));
    let last = sheet.with_untracked(|sheet| {
        let last = sheet.drawing().strokes.last();
        paper::right_edge(last.map_or(&[], std::slice::from_ref))
    });
    scroller.scroll_at_rest(move |sight| sight.after_writing(last));
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
    // However wide the pad is, its height is always the same.
    let unit = pad.height() / f64::from(PAD_SIZE);
    Point::new(
        ((x - pad.left()) / unit) as f32,
        ((y - pad.top()) / unit) as f32,
    )
}

fn canvas_of(event: &PointerEvent) -> HtmlCanvasElement {
    event_target(event)
}
