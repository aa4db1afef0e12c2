//! The canvas that people draw on, in a frame that scrolls, and the tools under it.

mod brush;
mod full_screen;
mod options;
mod paint;
mod palm;
mod pinch;
mod pointer;
mod scroller;
mod surface;
mod tool;
mod tools;

use leptos::ev::PointerEvent;
use leptos::html::Canvas;
use leptos::prelude::*;
use recognizer::{Digit, PAD_SIZE, Point};
use web_sys::{DomRect, HtmlCanvasElement};

use super::drawing_state::{DrawingState, Sample};
use super::{Pad, pad_layout};
use crate::platform::pointers::{ERASER_BUTTON, blur_field, draws, is_released, prevent};
pub(crate) use full_screen::follow_full_screen;
use paint::Painter;
use palm::Palm;
use pinch::SecondFinger;
use pointer::{coalesced, position};
use scroller::Scroller;
use surface::use_surface;
use tools::PadTools;

/// Reactions of other features to drawing.
#[derive(Clone, Copy)]
pub(crate) struct PadEvents {
    /// Runs when a stroke grows; the drawing notifies no subscribers of that.
    pub(crate) on_ink: Callback<()>,
    /// Runs when the pen has rested for the pause of the settings.
    pub(crate) on_pause: Callback<()>,
}

#[component]
pub(crate) fn PadView(
    pad: Pad,
    events: PadEvents,
    /// Digit to scroll to.
    selected: Memo<Option<Digit>>,
    /// View on top of the canvas.
    overlay: AnyView,
    /// View between canvas and tools.
    caption: AnyView,
) -> impl IntoView {
    let scroller = Scroller::start();
    let is_blank = Memo::new(move |_| pad.is_blank());
    follow(selected, scroller, is_blank);
    view! {
        <div class="pad" class:blank=is_blank>
            <div
                class="window"
                class:more-left=move || scroller.hidden().left
                class:more-right=move || scroller.hidden().right
            >
                <div class="frame" node_ref=scroller.frame on:scroll=move |_| scroller.measure()>
                    <div class="paper">
                        <Surface pad events scroller/>
                        {overlay}
                    </div>
                </div>
                <p aria-hidden="true">{tr!("Draw a digit or a number here")}</p>
            </div>
            {caption}
            <PadTools pad scroller/>
        </div>
    }
}

#[component]
fn Surface(pad: Pad, events: PadEvents, scroller: Scroller) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let surface = use_surface(canvas);
    let painter = Painter::new(canvas, pad.state);
    Effect::new(move |_| {
        surface.track();
        painter.renew();
    });
    Effect::new(move |_| {
        pad.state.track();
        painter.paint_next_frame();
    });
    let pointers = Pointers {
        pad,
        events,
        scroller,
        painter,
        palm: StoredValue::new(Palm::default()),
        second: StoredValue::new(None),
    };
    let pointer_up = move |event: PointerEvent| pointers.up(&event);
    view! {
        <canvas
            node_ref=canvas
            data-testid="drawing-pad"
            tabindex="0"
            role="img"
            aria-label=tr!("Drawing pad: draw a digit or a number with mouse, finger or pen")
            class:erases=move || pad.erases.get()
            on:pointerdown=move |event| pointers.down(&event)
            on:pointermove=move |event| pointers.moves(&event)
            on:pointerup=pointer_up
            on:pointercancel=move |event| pointers.cancel(&event)
            on:lostpointercapture=pointer_up
            on:contextmenu=|event| prevent(&event)
            on:touchstart=|event| {
                prevent(&event);
                blur_field();
            }
        ></canvas>
    }
}

/// Scrolls to the selected digit, and to the start of a pad that was cleared.
fn follow(selected: Memo<Option<Digit>>, scroller: Scroller, is_blank: Memo<bool>) {
    Effect::new(move |_| {
        if let Some(digit) = selected.get() {
            scroller.show(&digit.bounds);
        }
    });
    Effect::new(move |was_blank| {
        let is_blank = is_blank.get();
        if is_blank && was_blank == Some(false) {
            scroller.show_start();
        }
        is_blank
    });
}

/// Handlers of the canvas's pointer events.
#[derive(Clone, Copy)]
struct Pointers {
    pad: Pad,
    events: PadEvents,
    scroller: Scroller,
    painter: Painter,
    palm: StoredValue<Palm>,
    /// Finger that may pinch with the one that draws.
    second: StoredValue<Option<SecondFinger>>,
}

impl Pointers {
    fn down(self, event: &PointerEvent) {
        let canvas = canvas_of(event);
        if !draws(event) || self.is_palm(event) {
            return;
        }
        self.scroller.stay();
        self.pad.stop_waiting();
        let start = sample(&canvas.get_bounding_client_rect(), event);
        if self.begin(event, start) {
            // Without capture the stroke ends at the border of the canvas.
            let _ = canvas.set_pointer_capture(event.pointer_id());
            self.pad.notices.close_drawing();
            self.second.set_value(None);
        } else {
            self.watch_second(event, start.at);
        }
    }

    /// Remembers a second finger.
    fn watch_second(self, event: &PointerEvent, start: Point) {
        let is_finger = event.pointer_type() == "touch";
        let second = self.pad.state.with_untracked(|state| {
            is_finger.then(|| SecondFinger::new(event.pointer_id(), start, state.last_points()))
        });
        self.second.set_value(second);
    }

    /// Ends the stroke of the first finger where the second came, once they pinch.
    fn detect_pinch(self, event: &PointerEvent) {
        let second = self.second.get_value();
        let Some(second) = second.filter(|second| second.pointer == event.pointer_id()) else {
            return;
        };
        let at = sample(&canvas_of(event).get_bounding_client_rect(), event).at;
        let state = self.pad.state;
        let pinches =
            |state: &DrawingState| state.is_active() && second.pinches(at, state.last_points());
        if state.with_untracked(pinches) {
            self.second.set_value(None);
            state.update(|state| state.interrupt(second.points));
        }
    }

    /// Starts to draw or erase. Returns whether it does, which depends on other pointers.
    fn begin(self, event: &PointerEvent, start: Sample) -> bool {
        let pointer = event.pointer_id();
        let erases = self.pad.erases.get_untracked() || event.button() == ERASER_BUTTON;
        let pen = self.pad.settings.with_untracked(|settings| settings.pen);
        let has_begun = self.pad.state.try_update(|state| {
            // A touch before the pen came from the palm.
            if is_pen(event) && !state.is_active_pointer(pointer) {
                state.withdraw();
            }
            if erases {
                state.eraser_down(pointer, start.at)
            } else {
                state.pen_down(pointer, pen, start)
            }
        });
        has_begun == Some(true)
    }

    fn moves(self, event: &PointerEvent) {
        let (state, pointer) = (self.pad.state, event.pointer_id());
        if !state.with_untracked(|state| state.is_active_pointer(pointer)) {
            self.is_palm(event);
            return self.detect_pinch(event);
        }
        if is_released(event) {
            return state.update(|state| state.pointer_up(pointer));
        }
        let pad = canvas_of(event).get_bounding_client_rect();
        let path = coalesced(event);
        let path = path.iter().map(|event| sample(&pad, event));
        // Do not notify subscribers while the pen draws; only painter and live preview need the new
        // points.
        state.maybe_update(|state| {
            state.pointer_move(pointer, path);
            !state.is_inking()
        });
        self.painter.paint_next_frame();
        self.events.on_ink.run(());
    }

    /// Ends a stroke that the browser takes over, as for a menu after a long press.
    fn cancel(self, event: &PointerEvent) {
        let (state, pointer) = (self.pad.state, event.pointer_id());
        if state.with_untracked(|state| state.is_active_pointer(pointer) && state.is_dot()) {
            self.is_palm(event);
            return state.update(|state| state.interrupt(0));
        }
        self.up(event);
    }

    fn up(self, event: &PointerEvent) {
        let (state, pointer) = (self.pad.state, event.pointer_id());
        if !state.with_untracked(|state| state.is_active_pointer(pointer)) {
            return;
        }
        self.is_palm(event);
        state.update(|state| state.pointer_up(pointer));
        let right_edge = state.with_untracked(|state| {
            let last = state.drawing().strokes.last();
            pad_layout::right_edge(last.map_or(&[], std::slice::from_ref))
        });
        self.scroller
            .scroll_at_rest(move |viewport| viewport.after_writing(right_edge));
        self.pad.wait_for_pause(self.events.on_pause);
    }

    fn is_palm(self, event: &PointerEvent) -> bool {
        self.palm.try_update_value(|palm| palm.track(event)) == Some(true)
    }
}

fn is_pen(event: &PointerEvent) -> bool {
    event.pointer_type() == "pen"
}

/// Position in drawing units, and pressure.
fn sample(pad: &DomRect, event: &PointerEvent) -> Sample {
    let (x, y) = position(event);
    // The height of the pad in drawing units is fixed, whatever its width.
    let unit = pad.height() / f64::from(PAD_SIZE);
    let at = Point::new(
        ((x - pad.left()) / unit) as f32,
        ((y - pad.top()) / unit) as f32,
    );
    let pressure = is_pen(event).then(|| event.pressure());
    Sample { at, pressure }
}

fn canvas_of(event: &PointerEvent) -> HtmlCanvasElement {
    event_target(event)
}
