//! Another model than the committed one, from a file.

use crate::Engine;
use clap::Args;
use digits_net::CompiledClassifier;
use protocol::api::ModelIdentity;
use recognizer::{
    ConventionError, InkValue, ModelError, PixelConvention, TractClassifier, check_model_size,
    model,
};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Which model is served.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Model")]
pub struct ModelOptions {
    /// ONNX file to serve in place of the built-in model: it takes one image, 1×1×28×28 or
    /// 1×28×28×1, gives ten logits or probabilities, and has up to 64 MB. Its name in the API is
    /// the file's, without .onnx.
    #[arg(long, env = "INKLING_MODEL", value_name = "FILE")]
    pub model: Option<PathBuf>,

    /// What ink is to the model of --model: 1 (on paper that is 0) or 0 (on paper that is 1).
    #[arg(long, env = "INKLING_INK", value_parser = ink, default_value = "1")]
    pub ink: InkValue,

    /// Mean that the model of --model wants subtracted from its pixels, as in 0.1307.
    #[arg(
        long,
        env = "INKLING_MEAN",
        allow_negative_numbers = true,
        default_value_t = 0.0
    )]
    pub mean: f32,

    /// Deviation that the model of --model wants its pixels divided by after that, as in 0.3081.
    #[arg(long, env = "INKLING_DEVIATION", default_value_t = 1.0)]
    pub deviation: f32,
}

/// A model that is ready to be served.
pub struct OwnModel {
    pub(crate) served: Served,
    pub(crate) engine: Engine,
}

/// What clients are told of the model.
#[derive(Clone, Debug)]
pub(crate) struct Served {
    pub(crate) identity: ModelIdentity,
    pub(crate) parameters: u64,
    /// The program that runs it, and its version.
    pub(crate) engine: &'static str,
    /// What runs it and its format, for the Open Inference Protocol.
    pub(crate) platform: &'static str,
}

/// Why there is no such model.
#[derive(Debug, Error)]
pub enum OwnModelError {
    /// The file cannot be had.
    #[error("cannot read the model {}: {reason}; check --model", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// The file is no model that reads digits.
    #[error("cannot serve {}: {reason}", .path.display())]
    Model {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: ModelError,
    },
    /// Its pixels cannot be computed.
    #[error("{0}; check --mean and --deviation")]
    Convention(#[from] ConventionError),
}

impl Default for ModelOptions {
    fn default() -> Self {
        Self {
            model: None,
            ink: InkValue::One,
            mean: 0.0,
            deviation: 1.0,
        }
    }
}

impl ModelOptions {
    /// The model of the file, if one was named.
    ///
    /// # Errors
    /// If there is no such file, or it is no model that reads digits.
    pub fn load(&self) -> Result<Option<OwnModel>, OwnModelError> {
        let Some(file) = &self.model else {
            return Ok(None);
        };
        let convention = PixelConvention::new(self.ink, self.mean, self.deviation)?;
        let path = || file.clone();
        let refused = |reason| OwnModelError::Model {
            path: path(),
            reason,
        };
        let unread = |reason| OwnModelError::Read {
            path: path(),
            reason,
        };
        // Before it is read: what is too large may not fit into memory.
        check_model_size(fs::metadata(file).map_err(unread)?.len()).map_err(refused)?;
        let onnx = fs::read(file).map_err(unread)?;
        let classifier = TractClassifier::load(&onnx, convention).map_err(refused)?;
        Ok(Some(OwnModel {
            served: Served {
                identity: identity(file, &onnx),
                parameters: classifier.parameters(),
                engine: model::ENGINE,
                platform: "tract_onnx",
            },
            engine: Box::new(classifier),
        }))
    }
}

impl Served {
    /// The committed model.
    pub(crate) fn embedded() -> Self {
        Self {
            identity: ModelIdentity::embedded(),
            parameters: model::PARAMETERS,
            engine: CompiledClassifier::NAME,
            platform: "inkling_onnx",
        }
    }
}

fn identity(path: &Path, onnx: &[u8]) -> ModelIdentity {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let fingerprint = Sha256::digest(onnx);
    let fingerprint: String = fingerprint
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    ModelIdentity {
        name: name.into_owned().into(),
        version: "1".into(),
        fingerprint: fingerprint.into(),
    }
}

fn ink(text: &str) -> Result<InkValue, String> {
    match text {
        "1" => Ok(InkValue::One),
        "0" => Ok(InkValue::Zero),
        _ => Err("ink is 1 or 0".to_owned()),
    }
}
