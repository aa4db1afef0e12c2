//! The drawing pad: strokes, undo, layout, and the canvas that people draw on.

mod copy_link;
mod drawing_state;
mod fragment;
mod link;
pub(crate) mod links;
mod pad_layout;
mod pad_view;
mod storage;
mod stroke_style;
pub(crate) mod svg_path;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use recognizer::{Drawing, PAD_SIZE};

use crate::notices::{Notice, Notices};
use crate::settings::SettingsStore;
pub(crate) use copy_link::CopyLink;
pub(crate) use drawing_state::DrawingState;
#[cfg(any(test, fuzzing))]
pub use link::fuzz as fuzz_link;
pub(crate) use pad_view::{PadEvents, PadView, follow_full_screen};
pub(crate) use storage::keep_drawing;

/// The drawing and the tools of its pad. Copies share them.
#[derive(Clone, Copy)]
pub(crate) struct Pad {
    pub(crate) state: RwSignal<DrawingState>,
    /// Width of the pad in drawing units.
    pub(crate) width: Memo<f32>,
    /// Whether the pad fills the screen.
    pub(crate) is_full_screen: RwSignal<bool>,
    /// Whether pointers erase.
    erases: RwSignal<bool>,
    /// Whether the options are open.
    shows_options: RwSignal<bool>,
    /// Timer of the pause after which the drawing is read.
    pause: StoredValue<Option<TimeoutHandle>>,
    settings: SettingsStore,
    notices: Notices,
}

impl Pad {
    /// A pad with the drawing that was kept for an update, else a blank one.
    pub(crate) fn new(settings: SettingsStore, notices: Notices) -> Self {
        let kept = storage::take_drawing().unwrap_or_default();
        let state = RwSignal::new(DrawingState::new(kept));
        Self {
            state,
            width: Memo::new(move |_| state.with(DrawingState::width)),
            is_full_screen: RwSignal::new(false),
            erases: RwSignal::new(false),
            shows_options: RwSignal::new(false),
            pause: StoredValue::new(None),
            settings,
            notices,
        }
    }

    /// Whether the pad is wider than the standard one.
    pub(crate) fn is_wide(self) -> bool {
        self.width.get() > PAD_SIZE
    }

    /// Whether there is no ink.
    pub(crate) fn is_blank(self) -> bool {
        self.state.with(|state| state.drawing().is_blank())
    }

    /// A copy of the strokes.
    pub(crate) fn strokes(self) -> Drawing {
        self.state.with_untracked(|state| state.drawing().clone())
    }

    /// Ends full screen. Returns whether the pad was in it.
    pub(crate) fn leave_full_screen(self) -> bool {
        let was_full = self.is_full_screen.get_untracked();
        if was_full {
            self.is_full_screen.set(false);
        }
        was_full
    }

    /// Removes all strokes; a notice offers to undo it.
    pub(crate) fn clear(self) {
        self.stop_waiting();
        let has_cleared = self.state.try_update(DrawingState::clear) == Some(true);
        self.notices
            .show(has_cleared.then_some(Notice::CanvasCleared));
    }

    /// Replaces the drawing; a notice offers to undo it if the pad was not blank.
    pub(crate) fn replace(self, drawing: Drawing) {
        self.stop_waiting();
        let has_replaced = self.state.try_update(|state| state.replace(drawing));
        self.notices.close_drawing();
        self.notices
            .show((has_replaced == Some(true)).then_some(Notice::DrawingReplaced));
    }

    /// Undoes the last change of the drawing.
    pub(crate) fn undo(self) {
        self.change(DrawingState::undo);
    }

    /// Redoes the change that was undone last.
    pub(crate) fn redo(self) {
        self.change(DrawingState::redo);
    }

    fn change(self, change: impl FnOnce(&mut DrawingState) -> bool) {
        self.stop_waiting();
        if self.state.try_update(change) == Some(true) {
            self.notices.close_drawing();
        }
    }

    /// Runs an action after the pause of the settings, unless drawing goes on before.
    fn wait_for_pause(self, action: Callback<()>) {
        self.stop_waiting();
        let pause = self.settings.with_untracked(|settings| settings.pause);
        if let Some(duration) = pause.duration() {
            let timer = set_timeout_with_handle(move || action.run(()), duration);
            self.pause.set_value(timer.ok());
        }
    }

    /// Stops the timer of the pause.
    pub(crate) fn stop_waiting(self) {
        let timer = self.pause.try_update_value(Option::take);
        if let Some(timer) = timer.flatten() {
            timer.clear();
        }
    }
}
