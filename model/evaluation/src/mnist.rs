//! MNIST: accuracy on the 10,000 test images, and agreement of tract with PyTorch.

use std::path::Path;

use anyhow::{Context, ensure};
use figures::Report;
use handwriting::idx;
use rayon::prelude::*;
use recognizer::{
    Classifier, DigitImage, Outputs, Prediction, Raster, TractClassifier, classify_one,
    preprocess_raster,
};

use crate::accuracy::{add_per_digit, each, share};
use crate::record::ensure_at_least;
use crate::subject::Subject;

/// Floor of the accuracy of every model, in percent.
const LEAST: f64 = 99.4;

/// Bytes of PyTorch's outputs for one image: ten logits and the rejection, f32.
const ROW: usize = 4 * 11;

/// Labeled test image.
pub(crate) struct Sample {
    pub(crate) pixels: [u8; DigitImage::PIXELS],
    pub(crate) label: u8,
}

/// Loads the test images from `mnist/` in the folder `data`.
///
/// # Errors
/// If a file is missing or damaged.
pub(crate) fn test_set(data: &Path) -> anyhow::Result<Vec<Sample>> {
    let unpack = |name: &str| idx::unpack(&data.join("mnist").join(name));
    let images = idx::images(&unpack("t10k-images-idx3-ubyte.gz")?).context("test images")?;
    let labels = idx::labels(&unpack("t10k-labels-idx1-ubyte.gz")?).context("test labels")?;
    ensure!(
        images.len() == labels.len(),
        "images and labels differ in number"
    );
    let samples = images.into_iter().zip(labels);
    Ok(samples
        .map(|(pixels, label)| Sample { pixels, label })
        .collect())
}

pub(crate) fn measure(
    subject: &Subject,
    outputs: Option<&Path>,
    report: &mut Report,
) -> anyhow::Result<()> {
    let samples = test_set(&subject.data)?;
    report.part(&format!("MNIST: {} test images", samples.len()));
    let verdicts = each(&samples, |sample| {
        let is_right = read(&subject.classifier, sample)?.top1() == sample.label;
        Ok((sample.label, is_right))
    })?;
    let right = share(verdicts.iter().map(|&(_, is_right)| is_right));
    report.at_least("accuracy", right, 99.7, "%");
    ensure_at_least("MNIST", right, LEAST)?;
    add_per_digit(&verdicts, report);
    match outputs {
        Some(path) => compare_outputs(&subject.classifier, &samples, path, report),
        None => {
            println!("  PyTorch's outputs: skipped, pass --logits FILE to compare");
            Ok(())
        }
    }
}

/// Whether the image is rejected.
pub(crate) fn is_rejected(subject: &Subject, sample: &Sample) -> anyhow::Result<bool> {
    Ok(read(&subject.classifier, sample)?.is_rejected())
}

/// Prediction for the image after preprocessing.
pub(crate) fn read(classifier: &impl Classifier, sample: &Sample) -> anyhow::Result<Prediction> {
    let raster = Raster::from_ink(DigitImage::SIDE, DigitImage::SIDE, &sample.pixels)?;
    let image = preprocess_raster(&raster).context("a blank test image")?;
    Ok(classify_one(classifier, &image)?)
}

/// Adds the largest difference of a logit or the rejection between tract and PyTorch.
fn compare_outputs(
    classifier: &TractClassifier,
    samples: &[Sample],
    path: &Path,
    report: &mut Report,
) -> anyhow::Result<()> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let (rows, _) = bytes.as_chunks::<ROW>();
    ensure!(
        rows.len() == samples.len() && bytes.len() == ROW * rows.len(),
        "{} has {} bytes, expected {}",
        path.display(),
        bytes.len(),
        ROW * samples.len()
    );
    let differences: anyhow::Result<Vec<f32>> = samples
        .par_iter()
        .zip(rows)
        .map(|(sample, row)| {
            let outputs = classifier.outputs(&DigitImage::new(sample.pixels))?;
            Ok(largest_difference(&outputs, row))
        })
        .collect();
    let largest = differences?.into_iter().fold(0.0, f32::max);
    let what = "largest difference between PyTorch's and tract's outputs";
    report.at_most(what, f64::from(largest), 1e-3, "");
    Ok(())
}

fn largest_difference(outputs: &Outputs, row: &[u8; ROW]) -> f32 {
    let (words, _) = row.as_chunks::<4>();
    let expected = words.iter().map(|word| f32::from_le_bytes(*word));
    let found = outputs.logits.into_iter().chain([outputs.rejection]);
    let differences = found.zip(expected).map(|(a, b)| (a - b).abs());
    differences.fold(0.0, f32::max)
}
