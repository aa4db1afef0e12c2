//! The user's own ONNX model, compared with the built-in one.

mod candidate;
mod comparison;
mod comparison_view;
mod failure;
mod file_picker;
mod model_file;
mod panel;
mod pixels_view;
mod store;
mod trial;
mod trial_view;

use leptos::ev;
use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use leptos::task::spawn_local;
use recognizer::{Digit, PixelConvention};
use web_sys::File;

use crate::engines::{EngineError, Engines, LocalEngine, Program, RemoteError, Status};
use crate::notices::{Notice, Notices};
use crate::platform::latest::{Latest, Ticket};
use crate::recognition::Recognition;
use comparison::{ModelAnswer, OwnComparison, OwnTally};
use failure::failure;
use model_file::ModelFile;
pub(crate) use panel::OwnModelPanel;
use store::StoredModel;
use trial::{BATCH, TRIAL, Trial, TrialScore, images};

/// Handle to the user's model: its file, its engine and how it compares with the built-in one.
#[derive(Clone, Copy)]
pub(crate) struct OwnModel {
    engines: Engines,
    recognition: Recognition,
    notices: Notices,
    /// Loaded file; `None` without a model.
    file: RwSignal<Option<ModelFile>>,
    /// Pixel values that the model expects.
    convention: RwSignal<PixelConvention>,
    /// Status of the model's engine.
    status: RwSignal<Status>,
    /// Reason why the last file was refused without loading it.
    refusal: RwSignal<Option<String>>,
    /// Answers of both models to the current drawing.
    comparison: RwSignal<Option<OwnComparison>>,
    /// Agreement over the drawings of this visit.
    tally: RwSignal<OwnTally>,
    /// Trial of both models on labeled digits.
    trial: RwSignal<Trial>,
    questions: Latest,
    trials: Latest,
    current: StoredValue<Option<StoredModel>, LocalStorage>,
    /// Last removed model, for undo.
    removed: StoredValue<Option<StoredModel>, LocalStorage>,
    engine: StoredValue<Option<LocalEngine>, LocalStorage>,
    /// Last chosen model, while it does not answer: the one before stays until it does.
    candidate: StoredValue<Option<StoredModel>, LocalStorage>,
    candidate_engine: StoredValue<Option<LocalEngine>, LocalStorage>,
}

impl OwnModel {
    /// Without a model until [`Self::load_stored`] or [`Self::choose`].
    pub(crate) fn new(engines: Engines, recognition: Recognition, notices: Notices) -> Self {
        Self {
            engines,
            recognition,
            notices,
            file: RwSignal::new(None),
            convention: RwSignal::default(),
            status: RwSignal::new(Status::Loading),
            refusal: RwSignal::new(None),
            comparison: RwSignal::new(None),
            tally: RwSignal::default(),
            trial: RwSignal::default(),
            questions: Latest::new(),
            trials: Latest::new(),
            current: StoredValue::new_local(None),
            removed: StoredValue::new_local(None),
            engine: StoredValue::new_local(None),
            candidate: StoredValue::new_local(None),
            candidate_engine: StoredValue::new_local(None),
        }
    }

    /// Loads the model of an earlier visit, unless a file has been chosen meanwhile.
    pub(crate) fn load_stored(self) {
        spawn_local(async move {
            let stored = store::load().await;
            let has_none = self.file.with_untracked(Option::is_none);
            if let Some(model) = stored.filter(|_| has_none) {
                self.load(model);
            }
        });
    }

    /// Stores each model that has loaded, and asks it about every answer of the built-in one. Loads a model
    /// again whose program could not be fetched, once there is a connection.
    pub(crate) fn follow(self) {
        let online = window_event_listener(ev::online, move |_| {
            let is_offline =
                |status: &Status| matches!(status, Status::Failed(EngineError::Load(_)));
            if self.status.with_untracked(is_offline) {
                self.retry();
            }
        });
        on_cleanup(move || online.remove());
        Effect::new(move |_| {
            let is_ready = self.is_ready();
            if let Some(model) = self.current.get_value().filter(|_| is_ready) {
                spawn_local(store::save(model));
            }
        });
        Effect::new(move |_| {
            let is_ready = self.is_ready();
            let digits = self.recognition.answer.with(|answer| {
                let reading = answer.reading().filter(|_| is_ready)?;
                Some(reading.digits().to_vec())
            });
            let ticket = self.questions.next();
            self.comparison.set(None);
            // A message about another file leaves with the next answer.
            self.refusal.set(None);
            if let Some(digits) = digits {
                spawn_local(self.ask(digits, ticket));
            }
        });
    }

    /// Loads a file as the model. One that answers stays if the file cannot be loaded.
    pub(crate) fn choose(self, file: File) {
        let chosen = ModelFile {
            name: file.name(),
            bytes: file.size(),
        };
        self.forget_candidate();
        let refusal = chosen.refusal();
        if refusal.is_some() {
            return self.refusal.set(refusal);
        }
        let model = StoredModel {
            name: chosen.name,
            file: file.into(),
            convention: self.convention.get_untracked(),
        };
        if untrack(|| self.is_ready()) {
            self.try_out(model);
        } else {
            self.load(model);
        }
    }

    /// Removes the model; a notice offers to undo it.
    fn remove(self) {
        let removed = self.current.try_update_value(Option::take).flatten();
        let name = removed.as_ref().map(|model| model.name.clone());
        self.reset_results();
        self.file.set(None);
        self.engine.set_value(None);
        self.removed.set_value(removed);
        spawn_local(store::delete());
        self.notices.show(name.map(Notice::ModelRemoved));
    }

    /// Loads the removed model again.
    pub(crate) fn restore(self) {
        if let Some(model) = self.removed.try_update_value(Option::take).flatten() {
            self.load(model);
        }
    }

    /// Loads the model again after a failure.
    fn retry(self) {
        let is_refused = self.refusal.with_untracked(Option::is_some);
        if let Some(model) = self.candidate.get_value().filter(|_| is_refused) {
            self.try_out(model);
        } else if let Some(model) = self.current.get_value() {
            self.load(model);
        }
    }

    /// Changes the pixel values that the model gets.
    fn set_convention(self, convention: PixelConvention) {
        if convention == self.convention.get_untracked() {
            return;
        }
        self.convention.set(convention);
        if let Some(mut model) = self.current.get_value() {
            model.convention = convention;
            self.current.set_value(Some(model.clone()));
            self.reset_results();
            let program = Program::Own(model.file, convention);
            let engine = self.engine.get_value();
            engine.inspect(|engine| engine.replace(program));
        }
    }

    /// Whether a model is loaded and answers.
    fn is_ready(self) -> bool {
        self.file.with(Option::is_some) && self.status.get() == Status::Ready
    }

    /// Message about a refused file or a failed model.
    fn error(self) -> Option<String> {
        let refusal = self.refusal.get();
        let failure = || {
            self.file.with(Option::is_some).then_some(())?;
            self.status.with(failure)
        };
        refusal.or_else(failure)
    }

    /// Drops results of another model or of other pixel values.
    fn reset_results(self) {
        self.refusal.set(None);
        self.forget_candidate();
        self.comparison.set(None);
        self.tally.set(OwnTally::default());
        self.stop_trial();
    }

    fn load(self, model: StoredModel) {
        let program = Program::Own(model.file.clone(), model.convention);
        let status = self.status;
        status.set(Status::Loading);
        let engine = LocalEngine::new(program, move |now| status.set(now));
        self.install(model, Some(engine.clone()));
        engine.launch();
    }

    /// Makes a model and its engine the present ones.
    fn install(self, model: StoredModel, engine: Option<LocalEngine>) {
        self.current.set_value(Some(model.clone()));
        let StoredModel {
            name,
            file,
            convention,
        } = model;
        self.reset_results();
        self.convention.set(convention);
        let bytes = file.size();
        self.file.set(Some(ModelFile { name, bytes }));
        self.engine.set_value(engine);
    }

    async fn ask(self, digits: Vec<Digit>, ticket: Ticket) {
        let Some(engine) = self.engine.get_value() else {
            return;
        };
        let images: Vec<_> = digits.iter().map(|digit| digit.image.clone()).collect();
        let own = engine.classify(images.clone()).await;
        let own = own.map(|it| ModelAnswer::new(&it.predictions, Some(it.cost.inference)));
        // The same images again, so that both latencies are of the same work.
        let inference = if self.engines.mode.get_untracked().asks_browser() {
            let built_in = self.engines.classify_in_browser(&images).await;
            built_in.ok().map(|it| it.cost.inference)
        } else {
            None
        };
        if !self.questions.is_current(ticket) {
            return;
        }
        let comparison = OwnComparison::new(&digits, inference, own);
        self.tally.update(|tally| tally.add(&comparison));
        self.comparison.set(Some(comparison));
    }

    /// Tries both models on labeled digits that the project draws itself.
    fn start_trial(self) {
        let ticket = self.trials.next();
        self.trial.set(Trial::Running(0));
        // In server mode the built-in engine may not have been launched yet.
        self.engines.launch();
        spawn_local(async move {
            let outcome = self.run_trial(ticket).await;
            if self.trials.is_current(ticket) {
                self.trial.set(match outcome {
                    Ok(score) => Trial::Done(score),
                    Err(error) => Trial::Failed(error.to_string()),
                });
            }
        });
    }

    /// Stops the trial and drops its results.
    fn stop_trial(self) {
        self.trials.cancel();
        self.trial.set(Trial::Idle);
    }

    async fn run_trial(self, ticket: Ticket) -> Result<TrialScore, EngineError> {
        let engine = self.engine.get_value().ok_or(EngineError::Died)?;
        let digits = engine
            .generate(TRIAL as u32)
            .await
            .ok_or(EngineError::Died)?;
        // The first batch is read twice: the first time warms both engines up and is not counted.
        let mut score = TrialScore::default();
        let warm_up = digits.chunks(BATCH).take(1);
        for (index, batch) in warm_up.chain(digits.chunks(BATCH)).enumerate() {
            let built_in = self.engines.classify_in_browser(&images(batch)).await?;
            let own = engine.classify(images(batch)).await?;
            if !self.trials.is_current(ticket) {
                return Err(RemoteError::Canceled.into());
            }
            if index > 0 {
                score.add(batch, &built_in, &own);
                self.trial.set(Trial::Running(score.count));
            }
        }
        Ok(score)
    }
}
