//! Guesses while somebody draws, by the engine in this browser alone. Nobody has asked for them, so
//! they enter no history; but whoever asks about the same drawing gets what was found out already.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use leptos::task::spawn_local;
use recognizer::Number;

use super::Session;
use super::reading::Question;
use crate::clock;
use crate::comparison::Outcome;
use crate::engine::{Answered, EngineError, Status};
use crate::frames::after_paint;
use crate::settings::Mode;
use crate::sheet::Sheet;

/// While the pen moves, guesses take this part of the time at most: it belongs to the ink.
const SHARE: f64 = 1.0 / 200.0;

/// From touching the pad to the first, and from one to the next, in milliseconds: nobody reads faster than
/// the shorter one, and in the longer one a digit is drawn.
const INTERVAL: (f64, f64) = (100.0, 800.0);

/// What a drawing may be.
#[derive(Clone)]
pub(crate) struct Guess {
    pub(crate) number: Number,
    /// Of the drawing.
    pub(crate) version: u32,
}

/// What the drawing may be. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Guessing {
    /// The guess that is shown.
    pub(crate) guess: RwSignal<Option<Guess>>,
    /// The same as an answer, and what it answers.
    found: StoredValue<Option<(Question, Outcome)>, LocalStorage>,
    /// One question at a time.
    is_asking: StoredValue<bool>,
    /// The next look while the pen moves.
    next: StoredValue<Option<TimeoutHandle>>,
    /// After so many milliseconds.
    wait: StoredValue<f64>,
}

impl Guessing {
    pub(super) fn new() -> Self {
        Self {
            guess: RwSignal::new(None),
            found: StoredValue::new_local(None),
            is_asking: StoredValue::new(false),
            next: StoredValue::new(None),
            wait: StoredValue::new(INTERVAL.0),
        }
    }

    fn forget(self) {
        self.found.set_value(None);
        if self.guess.with_untracked(Option::is_some) {
            self.guess.set(None);
        }
    }

    /// Notes what a guess has cost here, in milliseconds: without the time of the engine.
    fn note(self, cost: f64) {
        let (shortest, longest) = INTERVAL;
        self.wait.set_value((cost / SHARE).clamp(shortest, longest));
    }
}

impl Session {
    /// Guesses from now on, while that is wanted and the engine is there.
    pub(super) fn guess_along(self) {
        let is_on = Memo::new(move |_| self.guesses());
        Effect::new(move |_| {
            let is_blank = self.sheet.with(|sheet| sheet.drawing().is_blank());
            match is_on.get() && !is_blank {
                true => self.look_soon(),
                false => self.guessing.forget(),
            }
        });
    }

    /// Guesses on: there is more ink, of which the sheet has told nobody.
    pub(crate) fn guess_on(self) {
        if untrack(|| self.guesses()) {
            self.look_soon();
        }
    }

    /// What was found out about the drawing already, if this browser is to say what it is.
    pub(super) fn guessed(self) -> Option<(Question, Outcome)> {
        let has_picture = self.picture.with_untracked(Option::is_some);
        let is_wanted = self.mode.get_untracked() == Mode::Browser && !has_picture;
        let is_wanted = is_wanted && self.is_guessed();
        let found = self.guessing.found;
        is_wanted.then(|| found.get_value()).flatten()
    }

    fn is_guessed(self) -> bool {
        let version = self.sheet.with_untracked(Sheet::version);
        self.guessing.found.with_value(|found| {
            let question = found.as_ref().map(|(question, _)| question);
            question.is_some_and(|question| question.version == version)
        })
    }

    fn guesses(self) -> bool {
        let is_wanted = self.settings.with(|settings| settings.guesses);
        let is_ready = self.status.with(|status| *status == Status::Ready);
        is_wanted && is_ready && self.mode.get().asks_browser()
    }

    /// At once if no pen is on the pad: whoever lifts it may ask in the next moment.
    fn look_soon(self) {
        let Guessing {
            is_asking, next, ..
        } = self.guessing;
        if self.is_guessed() || is_asking.get_value() {
            return;
        }
        if !self.sheet.with_untracked(Sheet::is_held) {
            return self.look();
        }
        if next.with_value(Option::is_none) {
            let wait = Duration::from_secs_f64(self.guessing.wait.get_value() / 1e3);
            next.set_value(set_timeout_with_handle(move || self.look(), wait).ok());
        }
    }

    fn look(self) {
        let next = self.guessing.next.try_update_value(Option::take);
        if let Some(next) = next.flatten() {
            next.clear();
        }
        let start = clock::now();
        let about = |sheet: &Sheet| Question::about(sheet, 0);
        if let Some(question) = self.sheet.with_untracked(about) {
            self.guessing.is_asking.set_value(true);
            spawn_local(self.guess(question, start));
        }
    }

    async fn guess(self, question: Question, start: f64) {
        let asking = self.ask_browser(&question.images);
        let asked = clock::now();
        let answered = asking.await;
        let learn = move || self.learn(question, answered, asked - start);
        // Asking was enough for one frame in which the pen moves.
        match self.sheet.with_untracked(Sheet::is_held) {
            true => after_paint(learn),
            false => learn(),
        }
    }

    /// Shows what the engine has answered, which took `asking` milliseconds to ask.
    fn learn(self, question: Question, answered: Result<Answered, EngineError>, asking: f64) {
        let start = clock::now();
        let guessing = self.guessing;
        guessing.is_asking.set_value(false);
        // What goes wrong here will go wrong for who asks, who is told.
        let Ok(outcome) = question.read(answered) else {
            return;
        };
        let is_blank = self
            .sheet
            .with_untracked(|sheet| sheet.drawing().is_blank());
        if is_blank || !untrack(|| self.guesses()) {
            return;
        }
        guessing.guess.set(Some(Guess {
            number: outcome.number.clone(),
            version: question.version,
        }));
        guessing.found.set_value(Some((question, outcome)));
        guessing.note(asking + clock::now() - start);
        self.look_soon();
    }
}
