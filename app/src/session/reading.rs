//! Questions and their answers.

use leptos::prelude::*;
use leptos::task::spawn_local;
use recognizer::{DigitImage, Drawing, Segmentation, segment};

use super::Session;
use crate::answer::{Answer, Reading};
use crate::clock;
use crate::comparison::{Comparison, Outcome};
use crate::engine::{Answered, EngineError, LocalEngine, RemoteError, Status};
use crate::history::Entry;
use crate::picture::{Picture, drawn};
use crate::settings::{Mode, Settings};
use crate::sheet::Sheet;
use crate::timing::Timing;

/// What somebody wants to know.
#[derive(Clone)]
pub(super) struct Question {
    /// Tells it from later ones.
    id: u32,
    drawing: Drawing,
    pub(super) version: u32,
    /// In place of the drawing.
    picture: Option<Picture>,
    segmentation: Segmentation,
    /// What the network has to classify: all that an engine learns of the drawing.
    pub(super) images: Vec<DigitImage>,
    /// Milliseconds from the drawing to the images.
    preprocessing: f64,
}

impl Session {
    /// Asks what is drawn.
    pub(crate) fn predict(self) {
        // A picture is read as soon as its ink is found.
        if untrack(|| self.is_scanning()) {
            return;
        }
        self.stop_waiting();
        if let Some((question, outcome)) = self.guessed() {
            self.next_question();
            self.drop_question();
            self.comparison.set(None);
            return self.show(&question, Ok(outcome));
        }
        let Some(question) = self.question() else {
            return self.answer.set(Answer::NothingDrawn);
        };
        self.drop_question();
        self.answer.set(Answer::Loading);
        self.comparison.set(None);
        match self.mode.get_untracked() {
            Mode::Browser => spawn_local(self.read_in_browser(question)),
            Mode::Server => spawn_local(self.read_on_server(question)),
            Mode::Compare => spawn_local(self.read_in_both(question)),
        }
    }

    /// Loads the engine anew, and asks again what it could not answer.
    pub(crate) fn retry(self) {
        self.engine.with_value(LocalEngine::retry);
        self.ask_again();
    }

    /// Asks again what could not be answered.
    pub(super) fn ask_again(self) {
        let failed = |answer: &Answer| matches!(answer, Answer::Failed(_));
        if self.answer.with_untracked(failed) {
            self.predict();
        }
    }

    /// Gives up what is asked and not answered.
    pub(super) fn give_up(self) {
        if self.answer.get_untracked() == Answer::Loading {
            self.next_question();
            self.answer
                .set(Answer::Failed(RemoteError::Canceled.into()));
        }
    }

    /// Forgets the answer, and what is asked: there is something else to read.
    pub(super) fn forget_answer(self) {
        self.next_question();
        self.drop_question();
        self.answer.set(Answer::Blank);
        self.comparison.set(None);
    }

    /// Forgets the question that is open: its answer comes too late.
    pub(super) fn next_question(self) -> u32 {
        self.question
            .update_value(|question| *question = question.wrapping_add(1));
        self.question.get_value()
    }

    fn question(self) -> Option<Question> {
        let id = self.next_question();
        let picture = self.picture.get_untracked();
        self.sheet.with_untracked(|sheet| match picture {
            Some(picture) => Question::about_picture(picture, sheet, id),
            None => Question::about(sheet, id),
        })
    }

    async fn read_in_browser(self, question: Question) {
        let answered = self.ask_browser(&question.images).await;
        if self.is_open(&question) {
            self.show(&question, question.read(answered));
        }
    }

    async fn read_on_server(self, question: Question) {
        let answered = self.ask_server(&question.images).await;
        if self.is_open(&question) {
            self.show(&question, question.read(answered));
        }
    }

    /// One after the other: on a machine that runs both they would slow each other.
    async fn read_in_both(self, question: Question) {
        let is_warm = self.status.get_untracked() == Status::Ready;
        let answered = self.ask_browser(&question.images).await;
        if !self.is_open(&question) {
            return;
        }
        let outcome = question.read(answered);
        let browser = outcome.clone().ok();
        self.show(&question, outcome);
        // Without one answer there is nothing to compare the other with.
        let Some(browser) = browser else { return };
        self.comparison.set(Some(Comparison {
            browser,
            server: None,
            is_warm,
        }));
        let answered = self.ask_server(&question.images).await;
        if self.is_open(&question) {
            self.compare(question.read(answered));
        }
    }

    /// Whether nobody has asked anything else since.
    fn is_open(self, question: &Question) -> bool {
        self.question.get_value() == question.id
    }

    fn compare(self, server: Result<Outcome, EngineError>) {
        self.comparison.update(|comparison| {
            if let Some(comparison) = comparison {
                comparison.server = Some(server);
                self.tally.update(|tally| tally.add(comparison));
            }
        });
    }

    pub(super) fn ask_browser(
        self,
        images: &[DigitImage],
    ) -> impl Future<Output = Result<Answered, EngineError>> + use<> {
        let images = images.to_vec();
        self.engine.with_value(|engine| engine.classify(images))
    }

    /// Saves the labeled digits of the history, of which the engine in this browser reads numbers again.
    pub(crate) fn export_digits(self) {
        self.history
            .export_digits(async move |images: &[DigitImage]| self.ask_browser(images).await);
    }

    fn show(self, question: &Question, outcome: Result<Outcome, EngineError>) {
        let number = match outcome {
            Ok(outcome) => outcome.number,
            Err(error) => return self.answer.set(Answer::Failed(error)),
        };
        let reading = Reading {
            number,
            drawing: question.drawing.clone(),
            version: question.version,
            picture: question.picture.as_ref().map(|picture| picture.id),
            is_built_in: self.settings.with_untracked(Settings::is_built_in),
        };
        let mut entry = self
            .settings
            .with_untracked(|settings| Entry::new(&reading, question.drawing.clone(), settings));
        if let Some(picture) = &question.picture {
            entry.drawing = drawn(reading.digits());
            entry.file = Some(picture.name.clone());
        }
        self.chosen.set(None);
        self.answer.set(Answer::Read(Box::new(reading)));
        self.history.record(entry);
    }
}

impl Question {
    /// About what is on the sheet; `None` if that is nothing.
    pub(super) fn about(sheet: &Sheet, id: u32) -> Option<Self> {
        let start = clock::now();
        let segmentation = segment(sheet.drawing())?;
        Some(Self::new(segmentation, start, sheet, id))
    }

    /// About what was found in a picture, while the sheet stays as it is; `None` before that.
    fn about_picture(picture: Picture, sheet: &Sheet, id: u32) -> Option<Self> {
        let start = clock::now();
        let segmentation = picture.sketch.as_ref()?.segmentation.clone();
        Some(Self {
            picture: Some(picture),
            ..Self::new(segmentation, start, sheet, id)
        })
    }

    fn new(segmentation: Segmentation, start: f64, sheet: &Sheet, id: u32) -> Self {
        let images = segmentation.images();
        Self {
            preprocessing: clock::now() - start,
            id,
            drawing: sheet.drawing().clone(),
            version: sheet.version(),
            picture: None,
            segmentation,
            images,
        }
    }

    /// What an engine's answer means for this drawing.
    pub(super) fn read(
        &self,
        answered: Result<Answered, EngineError>,
    ) -> Result<Outcome, EngineError> {
        let Answered { predictions, cost } = answered?;
        let number = self.segmentation.clone().read(predictions.clone());
        Ok(Outcome {
            // A worker that answers something else is as good as dead.
            number: number.ok_or(EngineError::Died)?,
            predictions,
            timing: Timing::new(self.preprocessing, &cost),
            cost,
        })
    }
}
