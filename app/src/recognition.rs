//! Recognition of drawings and pictures: questions to the engines, and their answers.

pub(crate) mod answer;
mod comparison;
mod live_preview;
pub(crate) mod picture;
mod question;
mod shown;
pub(crate) mod timing;
pub(crate) mod view;

use leptos::prelude::*;
use leptos::task::spawn_local;
use recognizer::Digit;

pub(crate) use self::picture::{ObjectUrl, Picture};
use crate::drawing::{DrawingState, Pad};
use crate::engines::{EngineError, Engines, RemoteError, Status};
use crate::platform::latest::{Latest, Ticket};
use crate::settings::{Mode, Settings, SettingsStore};
pub(crate) use answer::{Answer, Reading, glyph};
pub(crate) use comparison::{Comparison, EngineReading, Tally};
pub(crate) use live_preview::LivePreview;
pub(crate) use question::Question;
pub(crate) use shown::Shown;

/// The answer on the page and the questions behind it. Copies share them.
#[derive(Clone, Copy)]
pub(crate) struct Recognition {
    pub(crate) answer: RwSignal<Answer>,
    /// Picture that is read in place of the drawing.
    pub(crate) picture: RwSignal<Option<Picture>>,
    /// Whether the answer is about the ink that is shown now.
    pub(crate) is_current: Memo<bool>,
    /// Index of the digit that the user selected.
    pub(crate) user_selection: RwSignal<Option<usize>>,
    /// Explicit selection, else the first rejected digit, else the first.
    pub(crate) selected_index: Memo<Option<usize>>,
    pub(crate) selected_digit: Memo<Option<Digit>>,
    /// Readings of both engines in [`Mode::Compare`].
    pub(crate) comparison: RwSignal<Option<Comparison>>,
    /// Comparisons of this visit.
    pub(crate) tally: RwSignal<Tally>,
    questions: Latest,
    pad: Pad,
    engines: Engines,
    settings: SettingsStore,
    on_read: StoredValue<Option<Callback<Reading>>>,
}

impl Recognition {
    /// Recognition that has not been asked yet.
    pub(crate) fn new(pad: Pad, engines: Engines, settings: SettingsStore) -> Self {
        let answer = RwSignal::new(Answer::Blank);
        let picture = RwSignal::new(None::<Picture>);
        let user_selection = RwSignal::new(None);
        let selected_index = Memo::new(move |_| {
            let user_selection = user_selection.get();
            answer.with(|answer| Some(user_selection.unwrap_or(answer.reading()?.first_choice())))
        });
        let selected_digit = Memo::new(move |_| {
            let index = selected_index.get()?;
            answer.with(|answer| answer.reading()?.digits().get(index).cloned())
        });
        let is_current = Memo::new(move |_| {
            let version = pad.state.with(DrawingState::version);
            let picture = picture.with(|picture| picture.as_ref().map(|it| it.id));
            answer.with(|answer| {
                let reading = answer.reading();
                reading.is_some_and(|reading| match reading.picture {
                    None => picture.is_none() && reading.version == version,
                    shown => picture == shown,
                })
            })
        });
        Self {
            answer,
            picture,
            is_current,
            user_selection,
            selected_index,
            selected_digit,
            comparison: RwSignal::new(None),
            tally: RwSignal::default(),
            questions: Latest::new(),
            pad,
            engines,
            settings,
            on_read: StoredValue::new(None),
        }
    }

    /// Registers what receives each new reading.
    pub(crate) fn on_read(self, callback: Callback<Reading>) {
        self.on_read.set_value(Some(callback));
    }

    /// Reads this ink where the settings say; `None` is blank.
    pub(crate) fn predict(self, question: Option<Question>) {
        let ticket = self.questions.next();
        let Some(question) = question else {
            return self.answer.set(Answer::NothingDrawn);
        };
        self.engines.cancel_classification();
        self.answer.set(Answer::Loading);
        self.comparison.set(None);
        let open = OpenQuestion {
            recognition: self,
            question,
            ticket,
        };
        match self.engines.mode.get_untracked() {
            Mode::Browser => spawn_local(open.read_in_browser()),
            Mode::Server => spawn_local(open.read_on_server()),
            Mode::Compare => spawn_local(open.read_in_both()),
        }
    }

    /// Shows a reading that is known already.
    pub(crate) fn show_known(self, question: &Question, reading: EngineReading) {
        self.questions.cancel();
        self.engines.cancel_classification();
        self.comparison.set(None);
        self.show(question, Ok(reading));
    }

    /// Ink on the page: that of the picture if one is open, else that of the pad; `None` if there is
    /// none.
    pub(crate) fn question(self) -> Option<Question> {
        let picture = self.picture.get_untracked();
        self.pad.state.with_untracked(|state| match picture {
            Some(picture) => Question::about_picture(&picture, state),
            None => Question::about_drawing(state),
        })
    }

    /// Whether the ink of a picture is still being searched.
    pub(crate) fn is_scanning(self) -> bool {
        let is_unread = |picture: &Picture| picture.sketch.is_none();
        self.picture
            .with_untracked(|picture| picture.as_ref().is_some_and(is_unread))
    }

    /// Cancels the open question and waits for the ink of a picture.
    pub(crate) fn wait(self) {
        self.answer.set(Answer::Loading);
        self.comparison.set(None);
        self.questions.cancel();
    }

    /// Resets the answer and cancels the open question, because there is other ink to read.
    pub(crate) fn forget(self) {
        self.questions.cancel();
        self.engines.cancel_classification();
        self.answer.set(Answer::Blank);
        self.comparison.set(None);
    }

    /// Cancels the open question.
    pub(crate) fn give_up(self) {
        if self.answer.get_untracked() == Answer::Loading {
            self.questions.cancel();
            self.answer
                .set(Answer::Failed(RemoteError::Canceled.into()));
        }
    }

    /// Shows one of several rows as the answer.
    pub(crate) fn choose_row(self, row: usize) {
        self.user_selection.set(None);
        self.answer.update(|answer| {
            if let Answer::Read(reading) = answer {
                reading.choose_row(row);
            }
        });
    }

    /// Whether the last question failed.
    pub(crate) fn has_failed(self) -> bool {
        self.answer
            .with_untracked(|answer| matches!(answer, Answer::Failed(_)))
    }

    /// Caption of the selected digit's probabilities.
    pub(crate) fn caption(self) -> String {
        let index = self.selected_index.get().unwrap_or(0);
        self.answer.with(|answer| {
            let reading = answer.reading();
            reading.map_or_else(answer::probabilities, |reading| reading.caption(index))
        })
    }

    fn show(self, question: &Question, outcome: Result<EngineReading, EngineError>) {
        let number = match outcome {
            Ok(reading) => reading.number,
            Err(error) => return self.answer.set(Answer::Failed(error)),
        };
        let is_built_in = self.settings.with_untracked(Settings::uses_built_in);
        let reading = question.reading(number, is_built_in);
        self.user_selection.set(None);
        self.answer.set(Answer::Read(Box::new(reading.clone())));
        if let Some(on_read) = self.on_read.get_value() {
            on_read.run(reading);
        }
    }

    fn compare(self, server: Result<EngineReading, EngineError>) {
        self.comparison.update(|comparison| {
            if let Some(comparison) = comparison {
                comparison.server = Some(server);
                self.tally.update(|tally| tally.add(comparison));
            }
        });
    }
}

/// A question that is being asked.
struct OpenQuestion {
    recognition: Recognition,
    question: Question,
    ticket: Ticket,
}

impl OpenQuestion {
    async fn read_in_browser(self) {
        let outcome = self.ask_browser().await;
        if self.is_open() {
            self.show(outcome);
        }
    }

    async fn read_on_server(self) {
        let outcome = self.ask_server().await;
        if self.is_open() {
            self.show(outcome);
        }
    }

    /// Asks one engine after the other: on the same machine they would slow each other down.
    async fn read_in_both(self) {
        let engines = self.recognition.engines;
        let is_warm = engines.status.get_untracked() == Status::Ready;
        let outcome = self.ask_browser().await;
        if !self.is_open() {
            return;
        }
        let browser = outcome.clone().ok();
        self.show(outcome);
        // Without the first reading there is nothing to compare.
        let Some(browser) = browser else { return };
        self.recognition.comparison.set(Some(Comparison {
            browser,
            server: None,
            is_warm,
        }));
        let outcome = self.ask_server().await;
        if self.is_open() {
            self.recognition.compare(outcome);
        }
    }

    async fn ask_browser(&self) -> Result<EngineReading, EngineError> {
        let engines = self.recognition.engines;
        let images = &self.question.images;
        self.question
            .interpret(engines.classify_in_browser(images).await)
    }

    async fn ask_server(&self) -> Result<EngineReading, EngineError> {
        let engines = self.recognition.engines;
        let images = &self.question.images;
        self.question
            .interpret(engines.classify_on_server(images).await)
    }

    /// Whether no newer question has been asked.
    fn is_open(&self) -> bool {
        self.recognition.questions.is_current(self.ticket)
    }

    fn show(&self, outcome: Result<EngineReading, EngineError>) {
        self.recognition.show(&self.question, outcome);
    }
}
