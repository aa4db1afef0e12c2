//! The frame around the pad: it scrolls when the pad is wider than the page.

use std::time::Duration;

use leptos::html::Div;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use recognizer::{BoundingBox, PAD_SIZE};
use wasm_bindgen::prelude::*;
use web_sys::ResizeObserver;

use crate::paper::Sight;

/// How long the pen rests before the pad scrolls: longer than between two strokes of a digit.
const REST: Duration = Duration::from_millis(800);

/// How much of what is in sight a button scrolls away.
const PAGE: f32 = 0.7;

/// Where there is more of the pad than in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Hidden {
    pub(super) left: bool,
    pub(super) right: bool,
}

impl Hidden {
    pub(super) fn any(self) -> bool {
        self.left || self.right
    }
}

/// The frame; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Scroller {
    /// The element that scrolls.
    pub(super) frame: NodeRef<Div>,
    hidden: RwSignal<Hidden>,
    resting: StoredValue<Option<TimeoutHandle>>,
}

impl Scroller {
    /// A frame that is watched while its component lives.
    pub(super) fn start() -> Self {
        let scroller = Self {
            frame: NodeRef::new(),
            hidden: RwSignal::default(),
            resting: StoredValue::new(None),
        };
        let observer = StoredValue::new_local(None);
        Effect::new(move |_| {
            let Some(frame) = scroller.frame.get() else {
                return;
            };
            let on_resize = Closure::<dyn Fn()>::new(move || scroller.look());
            if let Ok(resize) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) {
                resize.observe(&frame);
                if let Some(paper) = frame.first_element_child() {
                    resize.observe(&paper);
                }
                observer.set_value(Some((resize, on_resize)));
            }
        });
        on_cleanup(move || {
            scroller.stay();
            observer.update_value(|observer| {
                if let Some((resize, _)) = observer.take() {
                    resize.disconnect();
                }
            });
        });
        scroller
    }

    /// What lies outside of the frame.
    pub(super) fn hidden(self) -> Hidden {
        self.hidden.get()
    }

    /// Finds out what lies outside of the frame.
    pub(super) fn look(self) {
        let Some(frame) = self.frame.get_untracked() else {
            return;
        };
        // Sizes are rounded: a pixel too much is none.
        let beyond = frame.scroll_width() - frame.client_width() - frame.scroll_left();
        let hidden = Hidden {
            left: frame.scroll_left() > 1,
            right: beyond > 1,
        };
        if self.hidden.get_untracked() != hidden {
            self.hidden.set(hidden);
        }
    }

    /// Scrolls on, to the left or to the right.
    pub(super) fn turn(self, pages: f32) {
        self.scroll(|sight| Some(sight.left + pages * PAGE * sight.width));
    }

    /// Scrolls to where this says, in drawing units; not at all for `None`.
    pub(super) fn scroll(self, target: impl FnOnce(Sight) -> Option<f32>) {
        self.forget();
        let Some(frame) = self.frame.get_untracked() else {
            return;
        };
        let unit = frame.client_height() as f32 / PAD_SIZE;
        let target = target(Sight {
            left: frame.scroll_left() as f32 / unit,
            width: frame.client_width() as f32 / unit,
        });
        if let Some(left) = target {
            frame.set_scroll_left((left * unit) as i32);
        }
    }

    /// Scrolls to this ink.
    pub(super) fn show(self, ink: &BoundingBox) {
        self.scroll_if_hidden(|sight| sight.showing(ink));
    }

    /// Scrolls to where the pad begins.
    pub(super) fn show_start(self) {
        self.scroll_if_hidden(|_| Some(0.0));
    }

    /// Not if the whole pad is in sight: to find out what is takes a layout.
    fn scroll_if_hidden(self, target: impl FnOnce(Sight) -> Option<f32>) {
        if self.hidden.get_untracked().any() {
            self.scroll(target);
        }
    }

    /// Scrolls to where this says when the pen has rested, unless it draws on before.
    pub(super) fn scroll_at_rest(self, target: impl FnOnce(Sight) -> Option<f32> + 'static) {
        self.forget();
        let rested = set_timeout_with_handle(move || self.scroll(target), REST);
        self.resting.set_value(rested.ok());
    }

    /// Stays where it is: somebody draws.
    pub(super) fn stay(self) {
        self.forget();
        if !self.hidden.get_untracked().any() {
            return;
        }
        if let Some(frame) = self.frame.get_untracked() {
            frame.set_scroll_left(frame.scroll_left());
        }
    }

    fn forget(self) {
        if let Some(rested) = self.resting.get_value() {
            rested.clear();
        }
    }
}
