//! Where inference runs: digit images go in, predictions come out.

mod local;
mod supervisor;

pub(crate) use local::LocalEngine;

use recognizer::ClassifyError;
use thiserror::Error;

/// How the engine is doing.
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
    #[error("The recognizer could not be loaded. Check your connection, then try again.")]
    Load(String),
    #[error("The recognizer stopped working, twice. Your drawing is safe: try again.")]
    Died,
    #[error("The recognizer could not read this drawing: {0}.")]
    Classify(#[from] ClassifyError),
}
