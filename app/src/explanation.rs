//! Explanation of how the selected digit was read, computed only while the user has it open.

mod explainer;
mod panel;
mod pixels;
mod source;
mod state;
mod steps;
mod subject;

use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use protocol::{Explain, ExplainResponse};

use crate::engines::running_worker::RunningWorker;
use crate::platform::after_paint::after_paint;
use crate::recognition::{Answer, Recognition};
use crate::settings::SettingsStore;
use explainer::explain;
pub(crate) use panel::ExplanationPanel;
use state::{ExplanationState, Progress};
use subject::Subject;

/// Handle to the explanation of the selected digit.
#[derive(Clone, Copy)]
pub(crate) struct Explanation {
    settings: SettingsStore,
    recognition: Recognition,
    state: RwSignal<ExplanationState>,
    /// Whether there is an answer to explain, or one is on its way in place of an explained one.
    has_answer: Memo<bool>,
    /// Whether the user has the explanation open.
    is_open: Memo<bool>,
    worker: StoredValue<Option<RunningWorker>, LocalStorage>,
}

impl Explanation {
    /// Handle without an explanation until [`Self::follow`].
    pub(crate) fn new(settings: SettingsStore, recognition: Recognition) -> Self {
        Self {
            settings,
            recognition,
            state: RwSignal::default(),
            has_answer: Memo::new(move |had| {
                recognition.answer.with(|answer| match answer {
                    Answer::Read(_) => true,
                    Answer::Loading => had == Some(&true),
                    Answer::Blank | Answer::NothingDrawn | Answer::Failed(_) => false,
                })
            }),
            is_open: Memo::new(move |_| settings.with(|settings| settings.explains)),
            worker: StoredValue::new_local(None),
        }
    }

    /// Explains the selected digit from now on, while the explanation is open.
    pub(crate) fn follow(self) {
        Effect::new(move |_| {
            // A running explanation is out of date, and would slow the answer to a new question.
            self.worker.set_value(None);
            if !self.has_answer.get() || !self.is_open.get() {
                self.state.set(ExplanationState::default());
            } else if self.recognition.selected_digit.with(Option::is_some) {
                after_paint(move || self.start());
            }
        });
    }

    /// Opens or closes the explanation, for later visits too.
    fn set_open(self, is_open: bool) {
        if self.is_open.get_untracked() != is_open {
            self.settings.update(|settings| settings.explains = is_open);
        }
    }

    /// Explains the selected digit, unless the explanation has been closed.
    fn start(self) {
        let Some(subject) = self.subject().filter(|_| self.is_open.get_untracked()) else {
            return;
        };
        let question = Explain {
            image: subject.digit.image.clone(),
            digit: subject.digit.prediction.top1(),
        };
        self.state.update(|state| {
            state.subject = Some(subject);
            state.progress = Progress::Working;
        });
        match explain(&question, move |response| self.receive(response)) {
            Ok(worker) => self.worker.set_value(Some(worker)),
            Err(_) => self.state.update(|state| state.receive(None)),
        }
    }

    fn receive(self, response: Option<ExplainResponse>) {
        self.state.update(|state| state.receive(response));
        let progress = self.state.with_untracked(|state| state.progress);
        if progress != Progress::Working {
            // In a microtask, because the running callback belongs to the worker.
            let worker = self.worker.try_update_value(Option::take).flatten();
            queue_microtask(move || drop(worker));
        }
    }

    fn subject(self) -> Option<Subject> {
        let Recognition {
            selected_index,
            picture,
            answer,
            ..
        } = self.recognition;
        let index = selected_index.get_untracked()?;
        let picture = picture.get_untracked();
        answer.with_untracked(|answer| Subject::of(answer.reading()?, index, picture))
    }
}
