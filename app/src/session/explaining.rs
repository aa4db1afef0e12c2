//! How the digit that is looked at was read, while somebody wants to see that.

use leptos::prelude::*;
use protocol::{Explain, ExplainResponse};

use super::Session;
use crate::answer::Answer;
use crate::explainer::explain;
use crate::explanation::{Explanation, Progress, Subject};
use crate::frames::after_paint;

impl Session {
    /// Shows how digits are read, in later visits too, or does so no more.
    pub(crate) fn show_explanation(self, is_shown: bool) {
        if self.explains() != is_shown {
            self.change(|settings| settings.explains = is_shown);
        }
    }

    /// Whether there is an answer that can be explained, or the next one is on its way.
    pub(crate) fn has_explanation(self) -> Memo<bool> {
        Memo::new(move |had| {
            self.answer.with(|answer| match answer {
                Answer::Read(_) => true,
                Answer::Loading => had == Some(&true),
                Answer::Blank | Answer::NothingDrawn | Answer::Failed(_) => false,
            })
        })
    }

    /// Explains from now on what is looked at, while that is wanted.
    pub(super) fn explain_along(self) {
        let is_shown = Memo::new(move |_| self.settings.with(|settings| settings.explains));
        let has_answer = self.has_explanation();
        Effect::new(move |_| {
            // Nobody waits for the last one any more; a question has the processor to itself.
            self.explainer.set_value(None);
            if !has_answer.get() || !is_shown.get() {
                self.explanation.set(Explanation::default());
            } else if self.digit.with(Option::is_some) {
                after_paint(move || self.explain());
            }
        });
    }

    /// Explains what is looked at now, unless nobody wants to see it any more.
    pub(crate) fn explain(self) {
        let Some(subject) = self.looked_at().filter(|_| self.explains()) else {
            return;
        };
        let question = Explain {
            image: subject.digit.image.clone(),
            digit: subject.digit.prediction.top1(),
        };
        self.explanation.update(|explanation| {
            explanation.subject = Some(subject);
            explanation.progress = Progress::Working;
        });
        match explain(&question, move |said| self.hear_explanation(said)) {
            Ok(explainer) => self.explainer.set_value(Some(explainer)),
            Err(_) => self
                .explanation
                .update(|explanation| explanation.hear(None)),
        }
    }

    fn hear_explanation(self, said: Option<ExplainResponse>) {
        self.explanation
            .update(|explanation| explanation.hear(said));
        let progress = self.explanation.with_untracked(|it| it.progress);
        if progress != Progress::Working {
            // In a task of its own: the explainer is what is calling.
            let explainer = self.explainer.try_update_value(Option::take).flatten();
            queue_microtask(move || drop(explainer));
        }
    }

    fn explains(self) -> bool {
        self.settings.with_untracked(|settings| settings.explains)
    }

    fn looked_at(self) -> Option<Subject> {
        let place = self.selected.get_untracked()?;
        let picture = self.picture.get_untracked();
        self.answer
            .with_untracked(|answer| Subject::of(answer.reading()?, place, picture))
    }
}
