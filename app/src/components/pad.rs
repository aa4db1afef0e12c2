//! The canvas that people draw on, and the frame around it.

mod brush;
mod digit_boxes;
pub(super) mod full_screen;
mod guess;
mod options;
mod paint;
mod palm;
mod pointer;
mod scroller;
mod surface;
mod tool;
mod tools;

use leptos::ev::PointerEvent;
use leptos::html::Canvas;
use leptos::prelude::*;
use recognizer::{PAD_SIZE, Point};
use web_sys::{DomRect, HtmlCanvasElement};

use crate::notices::Notices;
use crate::paper;
use crate::session::Session;
use crate::sheet::Sample;
use digit_boxes::DigitBoxes;
pub(super) use digit_boxes::digit_boxes;
use guess::GuessLine;
use paint::Painter;
use palm::Palm;
use pointer::{coalesced, place};
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
                <p aria-hidden="true">{tr!("Draw a digit or a number here")}</p>
            </div>
            <GuessLine session/>
            <PadTools session scroller/>
        </div>
    }
}

#[component]
fn Surface(session: Session, scroller: Scroller) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let surface = use_surface(canvas);
    let sheet = session.sheet;
    let painter = Painter::new(canvas, sheet);
    Effect::new(move |_| {
        surface.track();
        painter.renew();
    });
    Effect::new(move |_| {
        sheet.track();
        painter.paint_next_frame();
    });
    let hand = Hand {
        session,
        scroller,
        painter,
        palm: StoredValue::new(Palm::default()),
    };
    let pointer_up = move |event: PointerEvent| hand.up(&event);
    view! {
        <canvas
            node_ref=canvas
            data-testid="drawing-pad"
            tabindex="0"
            role="img"
            aria-label=tr!("Drawing pad: draw a digit or a number with mouse, finger or pen")
            class:erases=move || session.drafting.erases.get()
            on:pointerdown=move |event| hand.down(&event)
            on:pointermove=move |event| hand.moves(&event)
            on:pointerup=pointer_up
            on:pointercancel=pointer_up
            on:lostpointercapture=pointer_up
        ></canvas>
    }
}

/// Shows the digit that is looked at, and the start of a pad that was cleared.
fn follow(session: Session, scroller: Scroller, is_blank: Memo<bool>) {
    Effect::new(move |_| {
        if let Some(digit) = session.digit.get() {
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

/// The button that draws, and the end of a pen that erases.
const MAIN_BUTTON: i16 = 0;
const ERASER_BUTTON: i16 = 5;

/// What a hand does on the canvas.
#[derive(Clone, Copy)]
struct Hand {
    session: Session,
    scroller: Scroller,
    painter: Painter,
    palm: StoredValue<Palm>,
}

impl Hand {
    fn down(self, event: &PointerEvent) {
        let canvas = canvas_of(event);
        // Other buttons open menus; they do not draw.
        if !matches!(event.button(), MAIN_BUTTON | ERASER_BUTTON) || self.is_palm(event) {
            return;
        }
        self.scroller.stay();
        self.session.stop_waiting();
        if self.touches(event, sample(&canvas.get_bounding_client_rect(), event)) {
            // Without capture the stroke would end at the border: worse, but no failure.
            let _ = canvas.set_pointer_capture(event.pointer_id());
            self.session.notices.maybe_update(Notices::close_canvas);
        }
    }

    /// The pointer draws or erases, unless another one does.
    fn touches(self, event: &PointerEvent, start: Sample) -> bool {
        let Session {
            sheet, drafting, ..
        } = self.session;
        let pointer = event.pointer_id();
        let erases = drafting.erases.get_untracked() || event.button() == ERASER_BUTTON;
        let pen = self.session.settings.with_untracked(|it| it.pen);
        let holds = sheet.try_update(|sheet| {
            // What touched the pad before the pen was the hand that holds it.
            if is_pen(event) && !sheet.is_held_by(pointer) {
                sheet.withdraw();
            }
            match erases {
                true => sheet.eraser_down(pointer, start.at),
                false => sheet.pen_down(pointer, pen, start),
            }
        });
        holds == Some(true)
    }

    fn moves(self, event: &PointerEvent) {
        let (sheet, pointer) = (self.session.sheet, event.pointer_id());
        if !sheet.with_untracked(|sheet| sheet.is_held_by(pointer)) {
            self.is_palm(event);
            return;
        }
        // A button that was released outside the window never says so.
        if event.buttons() == 0 {
            return sheet.update(|sheet| sheet.pointer_up(pointer));
        }
        let pad = canvas_of(event).get_bounding_client_rect();
        let path = coalesced(event);
        let path = path.iter().map(|event| sample(&pad, event));
        // Of a longer line nobody else wants to know: a frame has better uses for the time.
        sheet.maybe_update(|sheet| {
            sheet.pointer_move(pointer, path);
            !sheet.is_inking()
        });
        self.painter.paint_next_frame();
        self.session.guess_on();
    }

    fn up(self, event: &PointerEvent) {
        let (sheet, pointer) = (self.session.sheet, event.pointer_id());
        if !sheet.with_untracked(|sheet| sheet.is_held_by(pointer)) {
            return;
        }
        self.is_palm(event);
        sheet.update(|sheet| sheet.pointer_up(pointer));
        let last = sheet.with_untracked(|sheet| {
            let last = sheet.drawing().strokes.last();
            paper::right_edge(last.map_or(&[], std::slice::from_ref))
        });
        self.scroller
            .scroll_at_rest(move |sight| sight.after_writing(last));
        self.session.wait_for_pause();
    }

    fn is_palm(self, event: &PointerEvent) -> bool {
        self.palm.try_update_value(|palm| palm.is(event)) == Some(true)
    }
}

fn is_pen(event: &PointerEvent) -> bool {
    event.pointer_type() == "pen"
}

/// Where the pointer is, in drawing units.
fn sample(pad: &DomRect, event: &PointerEvent) -> Sample {
    let (x, y) = place(event);
    // However wide the pad is, its height is always the same.
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
