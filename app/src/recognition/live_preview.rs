//! Live preview of the number while the user draws, by the engine in this browser. It enters no
//! history, but Predict reuses its result if the drawing is still the same.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use leptos::task::spawn_local;
use recognizer::Number;

use super::{EngineReading, Question};
use crate::drawing::{DrawingState, Pad};
use crate::engines::{EngineError, Engines, Inference, Status};
use crate::platform::after_paint::after_paint;
use crate::platform::clock;
use crate::settings::{Mode, SettingsStore};

/// Maximum share of main-thread time for live previews while the pen is down.
const SHARE: f64 = 1.0 / 200.0;

/// Bounds in milliseconds for the interval between previews while the pen is down: a shorter one
/// cannot be read, and the longer one is the time of a digit.
const INTERVAL: (f64, f64) = (100.0, 800.0);

/// Number that is shown.
#[derive(Clone)]
pub(crate) struct Preview {
    pub(crate) number: Number,
    /// Version of the drawing.
    pub(crate) version: u32,
}

/// The live preview. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct LivePreview {
    pub(crate) preview: RwSignal<Option<Preview>>,
    /// Result of the last preview, as Predict needs it.
    result: StoredValue<Option<(Question, EngineReading)>, LocalStorage>,
    is_pending: StoredValue<bool>,
    /// Timer of the next preview while the pen is down.
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Current interval in milliseconds.
    interval: StoredValue<f64>,
    pad: Pad,
    engines: Engines,
    settings: SettingsStore,
}

impl LivePreview {
    /// A preview that is yet to be started.
    pub(crate) fn new(pad: Pad, engines: Engines, settings: SettingsStore) -> Self {
        Self {
            preview: RwSignal::new(None),
            result: StoredValue::new_local(None),
            is_pending: StoredValue::new(false),
            timer: StoredValue::new(None),
            interval: StoredValue::new(INTERVAL.0),
            pad,
            engines,
            settings,
        }
    }

    /// Follows the drawing from now on, while the settings and the engine allow it.
    pub(crate) fn start(self) {
        let is_on = Memo::new(move |_| self.is_on());
        Effect::new(move |_| {
            let is_blank = self.pad.is_blank();
            if is_on.get() && !is_blank {
                self.schedule();
            } else {
                self.clear();
            }
        });
    }

    /// Handles a longer stroke, of which the drawing notifies no subscribers.
    pub(crate) fn on_ink(self) {
        if untrack(|| self.is_on()) {
            self.schedule();
        }
    }

    /// Result for the current drawing, if the browser alone is to read it.
    pub(crate) fn current_result(self) -> Option<(Question, EngineReading)> {
        let is_wanted = self.engines.mode.get_untracked() == Mode::Browser;
        let is_wanted = is_wanted && self.is_current();
        is_wanted.then(|| self.result.get_value()).flatten()
    }

    fn is_on(self) -> bool {
        let is_wanted = self.settings.with(|settings| settings.live_preview);
        let is_ready = self.engines.status.with(|status| *status == Status::Ready);
        is_wanted && is_ready && self.engines.mode.get().asks_browser()
    }

    /// Whether the result is about the current drawing.
    fn is_current(self) -> bool {
        let version = self.pad.state.with_untracked(DrawingState::version);
        self.result.with_value(|result| {
            let question = result.as_ref().map(|(question, _)| question);
            question.is_some_and(|question| question.version == version)
        })
    }

    fn clear(self) {
        self.result.set_value(None);
        if self.preview.with_untracked(Option::is_some) {
            self.preview.set(None);
        }
    }

    /// Schedules a preview; at once if the pen is up, because Predict may follow in the next moment.
    fn schedule(self) {
        if self.is_current() || self.is_pending.get_value() {
            return;
        }
        if !self.pad.state.with_untracked(DrawingState::is_active) {
            return self.ask();
        }
        if self.timer.with_value(Option::is_none) {
            let interval = Duration::from_secs_f64(self.interval.get_value() / 1e3);
            self.timer
                .set_value(set_timeout_with_handle(move || self.ask(), interval).ok());
        }
    }

    fn ask(self) {
        let timer = self.timer.try_update_value(Option::take);
        if let Some(timer) = timer.flatten() {
            timer.clear();
        }
        let start = clock::now();
        if let Some(question) = self.pad.state.with_untracked(Question::about_drawing) {
            self.is_pending.set_value(true);
            spawn_local(self.answer(question, start));
        }
    }

    async fn answer(self, question: Question, start: f64) {
        let answering = self.engines.classify_in_browser(&question.images);
        let asked = clock::now();
        let outcome = answering.await;
        let show = move || self.show(question, outcome, asked - start);
        // While the pen moves, asking was enough work for this frame.
        if self.pad.state.with_untracked(DrawingState::is_active) {
            after_paint(show);
        } else {
            show();
        }
    }

    /// Shows the answer to a question that took `asking` milliseconds to ask.
    fn show(self, question: Question, outcome: Result<Inference, EngineError>, asking: f64) {
        let start = clock::now();
        self.is_pending.set_value(false);
        // Predict will meet the same error and report it.
        let Ok(reading) = question.interpret(outcome) else {
            return;
        };
        if untrack(|| self.pad.is_blank() || !self.is_on()) {
            return;
        }
        self.preview.set(Some(Preview {
            number: reading.number.clone(),
            version: question.version,
        }));
        self.result.set_value(Some((question, reading)));
        self.adapt_interval(asking + clock::now() - start);
        self.schedule();
    }

    /// Adapts the interval to the main-thread time of a preview in milliseconds.
    fn adapt_interval(self, cost: f64) {
        let (shortest, longest) = INTERVAL;
        self.interval
            .set_value((cost / SHARE).clamp(shortest, longest));
    }
}
