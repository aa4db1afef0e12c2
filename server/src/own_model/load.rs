//! From an ONNX file to an engine under tract.

use super::{OwnModel, OwnModelError};
use crate::model_options::ModelOptions;
use crate::served_model::ServedModel;
use protocol::api::ModelIdentity;
use recognizer::{PixelConvention, TractClassifier, check_model_size, model};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

impl OwnModel {
    pub(crate) fn load(file: &Path, options: &ModelOptions) -> Result<Self, OwnModelError> {
        let convention = PixelConvention::new(options.ink, options.mean, options.deviation)?;
        let unreadable = |reason| OwnModelError::Read {
            path: file.to_owned(),
            reason,
        };
        let unfit = |reason| OwnModelError::Model {
            path: file.to_owned(),
            reason,
        };
        // Checked before reading: a file that is too large may not fit into memory.
        check_model_size(fs::metadata(file).map_err(unreadable)?.len()).map_err(unfit)?;
        let onnx = fs::read(file).map_err(unreadable)?;
        let classifier = TractClassifier::load(&onnx, convention).map_err(unfit)?;
        Ok(Self {
            served: ServedModel {
                identity: identity(file, &onnx),
                parameters: classifier.parameters(),
                engine: model::ENGINE,
                platform: "tract_onnx",
            },
            engine: Box::new(classifier),
        })
    }
}

fn identity(path: &Path, onnx: &[u8]) -> ModelIdentity {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    ModelIdentity {
        name: name.into_owned().into(),
        version: "1".into(),
        fingerprint: format!("{:x}", Sha256::digest(onnx)).into(),
    }
}
