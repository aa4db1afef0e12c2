//! A model of somebody's own, beside the built-in one.

use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use leptos::task::spawn_local;
use recognizer::{Digit, PixelConvention};
use web_sys::File;

use super::Session;
use crate::engine::{EngineError, LocalEngine, Program, RemoteError, Status};
use crate::notices::Notice;
use crate::own_model::{
    BATCH, OwnAnswer, OwnFile, OwnTally, Said, Score, TRIAL, Trial, fault, images,
};
use crate::storage::{self, KeptModel};

/// What the page knows of it. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Own {
    /// The chosen file; without one there is no model.
    pub(crate) file: RwSignal<Option<OwnFile>>,
    /// How it wants its pixels.
    pub(crate) convention: RwSignal<PixelConvention>,
    /// How its engine is doing.
    pub(crate) status: RwSignal<Status>,
    /// Why the last file was not even read.
    pub(crate) refusal: RwSignal<Option<String>>,
    /// What both models say about the drawing.
    pub(crate) answer: RwSignal<Option<OwnAnswer>>,
    /// The drawings of this visit.
    pub(crate) tally: RwSignal<OwnTally>,
    /// Both models on labeled digits.
    pub(crate) trial: RwSignal<Trial>,
    /// Counts questions and trials: what comes of an older one comes too late.
    question: StoredValue<u32>,
    course: StoredValue<u32>,
    /// What is loaded, and what can be brought back.
    current: StoredValue<Option<KeptModel>, LocalStorage>,
    removed: StoredValue<Option<KeptModel>, LocalStorage>,
    engine: StoredValue<Option<LocalEngine>, LocalStorage>,
}

impl Own {
    pub(super) fn new() -> Self {
        Self {
            file: RwSignal::new(None),
            convention: RwSignal::default(),
            status: RwSignal::new(Status::Loading),
            refusal: RwSignal::new(None),
            answer: RwSignal::new(None),
            tally: RwSignal::default(),
            trial: RwSignal::default(),
            question: StoredValue::new(0),
            course: StoredValue::new(0),
            current: StoredValue::new_local(None),
            removed: StoredValue::new_local(None),
            engine: StoredValue::new_local(None),
        }
    }

    /// Whether there is a model that answers.
    pub(crate) fn is_ready(self) -> bool {
        self.file.with(Option::is_some) && self.status.get() == Status::Ready
    }

    /// What is wrong, in a sentence.
    pub(crate) fn fault(self) -> Option<String> {
        let refusal = self.refusal.get();
        let failed = || {
            self.file.with(Option::is_some).then_some(())?;
            self.status.with(fault)
        };
        refusal.or_else(failed)
    }

    /// Forgets what was found out with another model or other pixels.
    fn begin(self) {
        self.refusal.set(None);
        self.answer.set(None);
        self.tally.set(OwnTally::default());
        self.stop_trial();
        self.trial.set(Trial::Idle);
    }

    fn load(self, kept: KeptModel) {
        self.current.set_value(Some(kept.clone()));
        let KeptModel {
            name,
            file,
            convention,
        } = kept;
        self.begin();
        self.convention.set(convention);
        let bytes = file.size();
        let status = self.status;
        status.set(Status::Loading);
        self.file.set(Some(OwnFile { name, bytes }));
        let engine = LocalEngine::new(Program::Own(file, convention), move |now| status.set(now));
        engine.launch();
        self.engine.set_value(Some(engine));
    }

    fn stop_trial(self) {
        self.course
            .update_value(|course| *course = course.wrapping_add(1));
    }
}

impl Session {
    /// Compares this model with the built-in one from now on.
    pub(crate) fn choose_model(self, file: File) {
        let chosen = OwnFile {
            name: file.name(),
            bytes: file.size(),
        };
        let refusal = chosen.refusal();
        if refusal.is_some() {
            return self.own.refusal.set(refusal);
        }
        self.own.load(KeptModel {
            name: chosen.name,
            file: file.into(),
            convention: self.own.convention.get_untracked(),
        });
    }

    /// Feeds it pixels in another way.
    pub(crate) fn choose_convention(self, convention: PixelConvention) {
        if convention == self.own.convention.get_untracked() {
            return;
        }
        self.own.convention.set(convention);
        if let Some(mut kept) = self.own.current.get_value() {
            kept.convention = convention;
            self.own.current.set_value(Some(kept.clone()));
            self.own.begin();
            let program = Program::Own(kept.file, convention);
            let engine = self.own.engine.get_value();
            engine.inspect(|engine| engine.replace(program));
        }
    }

    /// Takes it away; a notice offers to bring it back.
    pub(crate) fn remove_model(self) {
        let kept = self.own.current.try_update_value(Option::take).flatten();
        let name = kept.as_ref().map(|kept| kept.name.clone());
        self.own.begin();
        self.own.file.set(None);
        self.own.engine.set_value(None);
        self.own.removed.set_value(kept);
        spawn_local(storage::forget_model());
        self.offer(name.map(Notice::Model));
    }

    /// Loads it anew after a failure.
    pub(crate) fn retry_model(self) {
        if let Some(kept) = self.own.current.get_value() {
            self.own.load(kept);
        }
    }

    /// Brings back the model that was removed.
    pub(super) fn restore_model(self) {
        let removed = self.own.removed.try_update_value(Option::take).flatten();
        if let Some(kept) = removed {
            self.own.load(kept);
        }
    }

    /// Loads the model of an earlier visit, and has it read whatever is read from now on.
    pub(super) fn load_model(self) {
        spawn_local(async move {
            let kept = storage::load_model().await;
            let is_first = self.own.file.with_untracked(Option::is_none);
            if let Some(kept) = kept.filter(|_| is_first) {
                self.own.load(kept);
            }
        });
    }

    /// Keeps a model that has loaded, and asks it about each drawing that is read.
    pub(super) fn follow_with_own_model(self) {
        Effect::new(move |_| {
            let is_ready = self.own.is_ready();
            if let Some(kept) = self.own.current.get_value().filter(|_| is_ready) {
                spawn_local(storage::keep_model(kept));
            }
        });
        Effect::new(move |_| {
            let is_ready = self.own.is_ready();
            let digits = self.answer.with(|answer| {
                let reading = answer.reading().filter(|_| is_ready)?;
                Some(reading.number.digits().to_vec())
            });
            self.own
                .question
                .update_value(|question| *question = question.wrapping_add(1));
            self.own.answer.set(None);
            if let Some(digits) = digits {
                spawn_local(self.ask_own(digits));
            }
        });
    }

    async fn ask_own(self, digits: Vec<Digit>) {
        let own = self.own;
        let question = own.question.get_value();
        let Some(engine) = own.engine.get_value() else {
            return;
        };
        let images: Vec<_> = digits.iter().map(|digit| digit.image.clone()).collect();
        let said = engine.classify(images.clone()).await;
        let said = said.map(|it| Said::new(&it.predictions, Some(it.cost.inference)));
        // The same images once more, so that both latencies are of the same work.
        let inference = match self.mode.get_untracked().asks_browser() {
            true => self.ask_browser(&images).await.ok(),
            false => None,
        };
        if own.question.get_value() != question {
            return;
        }
        let answer = compare(&digits, inference.map(|it| it.cost.inference), said);
        own.tally.update(|tally| tally.add(&answer));
        own.answer.set(Some(answer));
    }

    /// Tries both models on digits that the project draws itself.
    pub(crate) fn try_models(self) {
        let own = self.own;
        own.stop_trial();
        own.trial.set(Trial::Running(0));
        let course = own.course.get_value();
        // Where drawings are read on a server it may not be there yet.
        self.engine.with_value(LocalEngine::launch);
        spawn_local(async move {
            let outcome = self.run_trial(course).await;
            if own.course.get_value() == course {
                own.trial.set(match outcome {
                    Ok(score) => Trial::Done(score),
                    Err(error) => Trial::Failed(error.to_string()),
                });
            }
        });
    }

    /// Ends the trial; what was found out so far is dropped.
    pub(crate) fn stop_trying(self) {
        self.own.stop_trial();
        self.own.trial.set(Trial::Idle);
    }

    async fn run_trial(self, course: u32) -> Result<Score, EngineError> {
        let engine = self.own.engine.get_value().ok_or(EngineError::Died)?;
        let digits = engine.draw(TRIAL as u32).await.ok_or(EngineError::Died)?;
        // The first batch warms both up and is not counted.
        let mut score = Score::default();
        let warm_up = digits.chunks(BATCH).take(1);
        for (index, batch) in warm_up.chain(digits.chunks(BATCH)).enumerate() {
            let built_in = self.ask_browser(&images(batch)).await?;
            let own = engine.classify(images(batch)).await?;
            if self.own.course.get_value() != course {
                return Err(RemoteError::Canceled.into());
            }
            if index > 0 {
                score.add(batch, &built_in, &own);
                self.own.trial.set(Trial::Running(score.count));
            }
        }
        Ok(score)
    }
}

fn compare(digits: &[Digit], inference: Option<f64>, own: Result<Said, EngineError>) -> OwnAnswer {
    let predictions: Vec<_> = digits
        .iter()
        .map(|digit| digit.prediction.clone())
        .collect();
    let built_in = Said::new(&predictions, inference);
    // What is no digit to the built-in model is nothing that models without a rejection can know.
    let is_read = !digits.iter().any(Digit::is_rejected);
    let agrees = own.as_ref().ok().map(|own| own.text == built_in.text);
    OwnAnswer {
        agrees: agrees.filter(|_| is_read),
        built_in,
        own,
    }
}
