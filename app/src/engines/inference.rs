//! Results of inference: predictions with their cost, states and errors of an engine.

use recognizer::{ClassifyError, Prediction};
use thiserror::Error;

use super::RemoteError;

/// Result of classifying some images.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Inference {
    /// One prediction for each image, in order.
    pub(crate) predictions: Vec<Prediction>,
    /// Time and traffic.
    pub(crate) cost: Cost,
}

/// Cost of an inference. Times are in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Cost {
    /// Request to answer, by the page's clock.
    pub(crate) elapsed: f64,
    /// Forward pass, by the engine's own clock.
    pub(crate) inference: f64,
    /// Wait for a free thread, by the engine's own clock.
    pub(crate) queue: f64,
    /// Bytes of the request bodies.
    pub(crate) sent: usize,
    /// Bytes of the response bodies.
    pub(crate) received: usize,
}

impl Cost {
    /// Adds another cost to this one.
    pub(crate) fn add(&mut self, other: &Self) {
        self.elapsed += other.elapsed;
        self.inference += other.inference;
        self.queue += other.queue;
        self.sent += other.sent;
        self.received += other.received;
    }

    /// Mean cost of one inference, if this is the sum of so many.
    pub(crate) fn mean(&self, count: usize) -> Self {
        let share = |sum: f64| sum / count as f64;
        Self {
            elapsed: share(self.elapsed),
            inference: share(self.inference),
            queue: share(self.queue),
            sent: self.sent / count,
            received: self.received / count,
        }
    }
}

/// State of the engine in this browser.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Status {
    /// The model is loading; requests wait for it.
    Loading,
    /// Requests are answered at once.
    Ready,
    /// Only a retry helps.
    Failed(EngineError),
}

/// Why there are no predictions; messages are for the user.
#[derive(Clone, Debug, PartialEq, Error)]
pub(crate) enum EngineError {
    #[error("{}", tr!("The recognizer could not be loaded. Check your connection, then try again."))]
    Load(String),
    /// `cargo xtask run` serves the page before it has built tract.
    #[error("{}", tr!("tract is still being built on the machine that serves this page. Try again in a few minutes."))]
    StillBuilding,
    /// The engine's reason: a sentence without its first capital and its full stop.
    #[error("{}", tr!("The model cannot be loaded: {reason}.", reason = .0))]
    Model(String),
    #[error("{}", tr!("The recognizer stopped working, twice. Your drawing is safe: try again."))]
    Died,
    #[error("{}", tr!("The recognizer could not read this drawing: {reason}.", reason = .0))]
    Classify(#[from] ClassifyError),
    #[error("{0}")]
    Remote(#[from] RemoteError),
}
