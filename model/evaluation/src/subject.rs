//! Subject of the evaluation: a model, and the split of pen digits it is measured on.

use std::path::{Path, PathBuf};

use anyhow::Context;
use handwriting::{PenDigit, Split, pen_digits};
use recognizer::{TractClassifier, model};
use sha2::{Digest, Sha256};

use crate::Arguments;

/// Model, data and split.
pub(crate) struct Subject {
    pub(crate) classifier: TractClassifier,
    /// SHA-256 of the ONNX file, in hexadecimal.
    pub(crate) fingerprint: String,
    pub(crate) split: Split,
    pub(crate) data: PathBuf,
}

impl Subject {
    /// Loads the model: the committed one unless the arguments name a file.
    ///
    /// # Errors
    /// If the file cannot be read or is not a digit model.
    pub(crate) fn load(arguments: &Arguments) -> anyhow::Result<Self> {
        let (onnx, fingerprint) = match &arguments.model {
            None => (model::ONNX.to_vec(), model::FINGERPRINT.to_owned()),
            Some(path) => read(path)?,
        };
        Ok(Self {
            classifier: TractClassifier::new(&onnx)?,
            fingerprint,
            split: arguments.split.into(),
            data: arguments.data.clone(),
        })
    }

    /// Pen digits of this split's writers.
    ///
    /// # Errors
    /// If they cannot be loaded.
    pub(crate) fn pen_digits(&self) -> anyhow::Result<Vec<PenDigit>> {
        let mut digits = pen_digits::load(&self.data)?;
        digits.retain(|digit| Split::of_writer(digit.writer) == Some(self.split));
        Ok(digits)
    }

    /// Name of the split in files.
    pub(crate) fn split_name(&self) -> String {
        format!("{:?}", self.split).to_lowercase()
    }
}

/// Bytes of the file and their SHA-256 in hexadecimal.
fn read(path: &Path) -> anyhow::Result<(Vec<u8>, String)> {
    let onnx = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let fingerprint = format!("{:x}", Sha256::digest(&onnx));
    Ok((onnx, fingerprint))
}
