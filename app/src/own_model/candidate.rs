//! A chosen model beside the present one, which it replaces once it answers.

use std::cell::Cell;

use leptos::prelude::*;

use super::OwnModel;
use super::failure::failure;
use super::store::StoredModel;
use crate::engines::{LocalEngine, Program, Status};

impl OwnModel {
    /// Loads a model beside the present one.
    pub(super) fn try_out(self, model: StoredModel) {
        self.refusal.set(None);
        let program = Program::Own(model.file.clone(), model.convention);
        let is_settled = Cell::new(false);
        let engine = LocalEngine::new(program, move |now| {
            if is_settled.get() {
                self.status.set(now);
            } else if now != Status::Loading {
                is_settled.set(true);
                self.settle(now);
            }
        });
        self.candidate.set_value(Some(model));
        self.candidate_engine.set_value(Some(engine.clone()));
        engine.launch();
    }

    /// Replaces the present model by the candidate if that is ready, else reports why it is not.
    fn settle(self, now: Status) {
        let engine = self
            .candidate_engine
            .try_update_value(Option::take)
            .flatten();
        if let Some(reason) = failure(&now) {
            let name = self
                .candidate
                .with_value(|it| it.as_ref().map(|it| it.name.clone()));
            let name = name.unwrap_or_default();
            self.refusal.set(Some(format!("{name}: {reason}")));
            // Dropped in a microtask, because the running callback belongs to it.
            queue_microtask(move || drop(engine));
        } else if let Some(model) = self.candidate.try_update_value(Option::take).flatten() {
            self.install(model, engine);
            self.status.set(now);
        }
    }

    /// Drops the candidate and its engine.
    pub(super) fn forget_candidate(self) {
        self.candidate.set_value(None);
        self.candidate_engine.set_value(None);
    }
}
