//! What is measured, and on what ink.

use std::path::{Path, PathBuf};

use anyhow::Context;
use handwriting::{PenDigit, Split, pen_digits};
use rayon::prelude::*;
use recognizer::{TractClassifier, model};
use sha2::{Digest, Sha256};

use crate::Arguments;

/// A model, and the ink that it is measured on.
pub(crate) struct Subject {
    pub(crate) classifier: TractClassifier,
    /// SHA-256 of the ONNX file, in hexadecimal.
    pub(crate) fingerprint: String,
    pub(crate) split: Split,
    pub(crate) data: PathBuf,
}

impl Subject {
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

    /// The pen digits of this split's writers.
    pub(crate) fn pen_digits(&self) -> anyhow::Result<Vec<PenDigit>> {
        let mut digits = pen_digits::load(&self.data)?;
        digits.retain(|digit| Split::of_writer(digit.writer) == Some(self.split));
        Ok(digits)
    }

    /// The split's name in files.
    pub(crate) fn split_name(&self) -> String {
        format!("{:?}", self.split).to_lowercase()
    }
}

fn read(path: &Path) -> anyhow::Result<(Vec<u8>, String)> {
    let onnx = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let hash = Sha256::digest(&onnx);
    let fingerprint = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((onnx, fingerprint))
}

/// What holds of each sample, in order.
pub(crate) fn each<T: Sync, R: Send>(
    samples: &[T],
    measure: impl Fn(&T) -> anyhow::Result<R> + Send + Sync,
) -> anyhow::Result<Vec<R>> {
    samples.par_iter().map(measure).collect()
}

/// The share of the samples for which something holds, in percent.
pub(crate) fn percent<T: Sync>(
    samples: &[T],
    holds: impl Fn(&T) -> anyhow::Result<bool> + Send + Sync,
) -> anyhow::Result<f64> {
    Ok(share(each(samples, holds)?))
}

/// The share of true verdicts, in percent.
pub(crate) fn share(verdicts: impl IntoIterator<Item = bool>) -> f64 {
    let (mut count, mut held) = (0.0, 0.0);
    for verdict in verdicts {
        count += 1.0;
        held += f64::from(u8::from(verdict));
    }
    100.0 * held / f64::max(count, 1.0)
}
