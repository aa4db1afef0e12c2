//! How the drawing is made, and what of it is undone.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::Session;
use crate::notices::{Notice, Notices};
use crate::sheet::Sheet;

/// What people choose for the drawing at hand. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Drafting {
    /// Whether pointers erase.
    pub(crate) erases: RwSignal<bool>,
    /// Whether the pad has the screen to itself.
    pub(crate) is_full_screen: RwSignal<bool>,
    /// Whether the pen can be chosen.
    pub(crate) shows_options: RwSignal<bool>,
    resting: StoredValue<Option<TimeoutHandle>>,
}

impl Default for Drafting {
    fn default() -> Self {
        Self {
            erases: RwSignal::new(false),
            is_full_screen: RwSignal::new(false),
            shows_options: RwSignal::new(false),
            resting: StoredValue::new(None),
        }
    }
}

impl Drafting {
    /// Gives the screen back. Returns whether the pad had it.
    pub(crate) fn leave_full_screen(self) -> bool {
        let had = self.is_full_screen.get_untracked();
        if had {
            self.is_full_screen.set(false);
        }
        had
    }
}

impl Session {
    /// Clears the canvas; a notice offers to bring the drawing back.
    pub(crate) fn clear_canvas(self) {
        self.stop_waiting();
        self.forget_answer();
        let has_cleared = self.sheet.try_update(Sheet::clear) == Some(true);
        self.offer(has_cleared.then_some(Notice::Canvas));
    }

    /// Takes back the last change of the drawing.
    pub(crate) fn undo(self) {
        self.change_drawing(Sheet::undo);
    }

    /// Makes the change again that was taken back last.
    pub(crate) fn redo(self) {
        self.change_drawing(Sheet::redo);
    }

    fn change_drawing(self, change: impl FnOnce(&mut Sheet) -> bool) {
        // Behind a picture nobody would see it.
        if self.picture.with_untracked(Option::is_some) {
            return;
        }
        self.stop_waiting();
        if self.sheet.try_update(change) == Some(true) {
            self.notices.maybe_update(Notices::close_canvas);
        }
    }

    /// The pen was lifted: after the pause that somebody chose, the drawing is read.
    pub(crate) fn wait_for_pause(self) {
        self.stop_waiting();
        let pause = self.settings.with_untracked(|settings| settings.pause);
        let Some(duration) = pause.duration() else {
            return;
        };
        let read = move || {
            let is_blank = |sheet: &Sheet| sheet.drawing().is_blank();
            if !self.is_current.get_untracked() && !self.sheet.with_untracked(is_blank) {
                self.predict();
            }
        };
        let resting = set_timeout_with_handle(read, duration);
        self.drafting.resting.set_value(resting.ok());
    }

    /// Waits for no pause any more: somebody draws on, or has asked.
    pub(crate) fn stop_waiting(self) {
        let resting = self.drafting.resting.try_update_value(Option::take);
        if let Some(resting) = resting.flatten() {
            resting.clear();
        }
    }
}
