//! The frame around the pad, which scrolls when the pad is wider than the page.

use std::time::Duration;

use leptos::html::Div;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use recognizer::{BoundingBox, PAD_SIZE};
use wasm_bindgen::prelude::*;
use web_sys::ResizeObserver;

use crate::drawing::pad_layout::Viewport;

/// Delay from the end of a stroke to scrolling: longer than between two strokes of a digit.
const REST: Duration = Duration::from_millis(800);

/// Part of the visible width that a button scrolls by.
const PAGE: f32 = 0.7;

/// Sides on which the frame hides a part of the pad.
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

/// Scrolling of the frame. Copies share its state.
#[derive(Clone, Copy)]
pub(super) struct Scroller {
    /// The element that scrolls.
    pub(super) frame: NodeRef<Div>,
    hidden: RwSignal<Hidden>,
    /// Timer of [`Self::scroll_at_rest`].
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Scroller {
    /// Observes the size of the frame while its component is mounted.
    pub(super) fn start() -> Self {
        let scroller = Self {
            frame: NodeRef::new(),
            hidden: RwSignal::default(),
            timer: StoredValue::new(None),
        };
        let observer = StoredValue::new_local(None);
        Effect::new(move |_| {
            let Some(frame) = scroller.frame.get() else {
                return;
            };
            let on_resize = Closure::<dyn Fn()>::new(move || scroller.measure());
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

    /// Hidden sides.
    pub(super) fn hidden(self) -> Hidden {
        self.hidden.get()
    }

    /// Updates the hidden sides.
    pub(super) fn measure(self) {
        let Some(frame) = self.frame.get_untracked() else {
            return;
        };
        // Sizes are rounded, so one pixel does not count.
        let beyond = frame.scroll_width() - frame.client_width() - frame.scroll_left();
        let hidden = Hidden {
            left: frame.scroll_left() > 1,
            right: beyond > 1,
        };
        if self.hidden.get_untracked() != hidden {
            self.hidden.set(hidden);
        }
    }

    /// Scrolls by pages; negative numbers scroll to the left.
    pub(super) fn scroll_by(self, pages: f32) {
        self.scroll(|viewport| Some(viewport.left + pages * PAGE * viewport.width));
    }

    /// Scrolls to the target in drawing units; `None` stays.
    pub(super) fn scroll(self, target: impl FnOnce(Viewport) -> Option<f32>) {
        self.stop_timer();
        let Some(frame) = self.frame.get_untracked() else {
            return;
        };
        let unit = frame.client_height() as f32 / PAD_SIZE;
        let target = target(Viewport {
            left: frame.scroll_left() as f32 / unit,
            width: frame.client_width() as f32 / unit,
        });
        if let Some(left) = target {
            frame.set_scroll_left((left * unit) as i32);
        }
    }

    /// Scrolls to this ink.
    pub(super) fn show(self, ink: &BoundingBox) {
        self.scroll_if_hidden(|viewport| viewport.showing(ink));
    }

    /// Scrolls to the start of the pad.
    pub(super) fn show_start(self) {
        self.scroll_if_hidden(|_| Some(0.0));
    }

    /// Skips the layout that scrolling takes while the whole pad is visible.
    fn scroll_if_hidden(self, target: impl FnOnce(Viewport) -> Option<f32>) {
        if self.hidden.get_untracked().any() {
            self.scroll(target);
        }
    }

    /// Scrolls to the target after a delay, unless drawing goes on before.
    pub(super) fn scroll_at_rest(self, target: impl FnOnce(Viewport) -> Option<f32> + 'static) {
        self.stop_timer();
        let timer = set_timeout_with_handle(move || self.scroll(target), REST);
        self.timer.set_value(timer.ok());
    }

    /// Stops scrolling, because a stroke begins.
    pub(super) fn stay(self) {
        self.stop_timer();
        if !self.hidden.get_untracked().any() {
            return;
        }
        if let Some(frame) = self.frame.get_untracked() {
            frame.set_scroll_left(frame.scroll_left());
        }
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
    }
}
