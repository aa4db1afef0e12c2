//! A model of the user's own, from a file.

#[cfg(feature = "own-model")]
mod load;

use crate::Engine;
use crate::served_model::ServedModel;
use recognizer::ConventionError;
#[cfg(feature = "own-model")]
use recognizer::ModelError;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Loaded model with its engine, ready to be served.
pub struct OwnModel {
    pub(crate) served: ServedModel,
    pub(crate) engine: Engine,
}

/// Reason why a model cannot be served.
#[derive(Debug, Error)]
pub enum OwnModelError {
    /// The program was built without the feature `own-model`.
    #[error(
        "this build has no support for models of your own; \
        build it with `cargo build --release --package server`"
    )]
    Unsupported,
    /// The file cannot be read.
    #[error("cannot read the model {}: {reason}; check --model", .path.display())]
    Read {
        /// Path of the file.
        path: PathBuf,
        /// Error of the operating system.
        reason: io::Error,
    },
    /// The file holds no model that reads digits.
    #[cfg(feature = "own-model")]
    #[error("cannot serve {}: {reason}", .path.display())]
    Model {
        /// Path of the file.
        path: PathBuf,
        /// Fault of the model.
        reason: ModelError,
    },
    /// The mean or the deviation is out of range.
    #[error("{0}; check --mean and --deviation")]
    Convention(#[from] ConventionError),
}

#[cfg(not(feature = "own-model"))]
impl OwnModel {
    pub(crate) fn load(
        _: &std::path::Path,
        _: &crate::ModelOptions,
    ) -> Result<Self, OwnModelError> {
        Err(OwnModelError::Unsupported)
    }
}
