//! Where inference runs: digit images go in, predictions come out, and what that cost.

mod early;
mod local;
mod program;
mod remote;
mod supervisor;

pub(crate) use local::LocalEngine;
pub(crate) use program::Program;
pub(crate) use remote::{
    Cancel, Described, RemoteEngine, RemoteError, ServerStatus, is_guarded, own_origin,
};
pub(crate) use supervisor::NO_START;

use recognizer::{ClassifyError, Prediction};
use thiserror::Error;

/// What an engine says about some images.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answered {
    /// One for each image, in order.
    pub(crate) predictions: Vec<Prediction>,
    /// What the answer cost.
    pub(crate) cost: Cost,
}

/// What an answer cost. Times are in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Cost {
    /// From the question to the answer, by the page's clock.
    pub(crate) elapsed: f64,
    /// The forward pass, by the engine's own clock.
    pub(crate) inference: f64,
    /// Waiting for a free thread, by the engine's own clock.
    pub(crate) queue: f64,
    /// Bytes of the bodies that left the page.
    pub(crate) sent: usize,
    /// Bytes of the bodies that came back.
    pub(crate) received: usize,
}

impl Cost {
    /// Takes what another answer cost to this.
    pub(crate) fn add(&mut self, other: &Self) {
        self.elapsed += other.elapsed;
        self.inference += other.inference;
        self.queue += other.queue;
        self.sent += other.sent;
        self.received += other.received;
    }

    /// What each of so many answers cost on the average, if this is what all did.
    pub(crate) fn each(&self, answers: usize) -> Self {
        let share = |sum: f64| sum / answers as f64;
        Self {
            elapsed: share(self.elapsed),
            inference: share(self.inference),
            queue: share(self.queue),
            sent: self.sent / answers,
            received: self.received / answers,
        }
    }
}

/// How the engine in this browser is doing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Status {
    /// The model is on its way; questions wait for it.
    Loading,
    /// Questions are answered at once.
    Ready,
    /// Only a retry helps.
    Failed(EngineError),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Error)]
pub(crate) enum EngineError {
    #[error("{}", tr!("The recognizer could not be loaded. Check your connection, then try again."))]
    Load(String),
    /// As the engine says it: a sentence without its first capital and its end.
    #[error("{}", tr!("The model cannot be loaded: {reason}.", reason = .0))]
    Model(String),
    #[error("{}", tr!("The recognizer stopped working, twice. Your drawing is safe: try again."))]
    Died,
    #[error("{}", tr!("The recognizer could not read this drawing: {reason}.", reason = .0))]
    Classify(#[from] ClassifyError),
    #[error("{0}")]
    Remote(#[from] RemoteError),
}
