//! The 10,000 MNIST test images: accuracy, and agreement with PyTorch.

use std::path::Path;

use anyhow::{Context, ensure};
use handwriting::idx;
use rayon::prelude::*;
use recognizer::{
    DigitImage, Prediction, Raster, TractClassifier, classify_one, preprocess_raster,
};

use crate::{Arguments, Report};

/// A labelled test image.
pub(crate) struct Sample {
    pub(crate) pixels: [u8; DigitImage::PIXELS],
    pub(crate) label: u8,
}

/// The test images of the folder `data`.
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

/// What the recognizer reads in a raster; `None` if it is blank.
pub(crate) fn read(
    classifier: &TractClassifier,
    raster: &Raster,
) -> anyhow::Result<Option<Prediction>> {
    let image = preprocess_raster(raster);
    Ok(image
        .map(|image| classify_one(classifier, &image))
        .transpose()?)
}

/// Counts the samples that come out right, in percent.
pub(crate) fn accuracy<T: Sync>(
    samples: &[T],
    is_right: impl Fn(&T) -> anyhow::Result<bool> + Send + Sync,
) -> anyhow::Result<f64> {
    let verdicts: anyhow::Result<Vec<bool>> = samples.par_iter().map(is_right).collect();
    let right = verdicts?.into_iter().filter(|&right| right).count();
    Ok(100.0 * right as f64 / samples.len() as f64)
}

pub(crate) fn measure(
    classifier: &TractClassifier,
    arguments: &Arguments,
    report: &mut Report,
) -> anyhow::Result<()> {
    let samples = test_set(&arguments.data)?;
    let right = accuracy(&samples, |sample| {
        let raster = Raster::from_ink(DigitImage::SIDE, DigitImage::SIDE, &sample.pixels)?;
        let prediction = read(classifier, &raster)?;
        Ok(prediction.is_some_and(|prediction| prediction.top1() == sample.label))
    })?;
    report.at_least("MNIST test, accuracy", right, 99.4, "%");
    match &arguments.logits {
        Some(path) => compare_logits(classifier, &samples, path, report),
        None => {
            println!("PyTorch's logits: skipped, pass --logits FILE to compare");
            Ok(())
        }
    }
}

fn compare_logits(
    classifier: &TractClassifier,
    samples: &[Sample],
    path: &Path,
    report: &mut Report,
) -> anyhow::Result<()> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let (rows, _) = bytes.as_chunks::<40>();
    ensure!(
        rows.len() == samples.len() && bytes.len() == 40 * rows.len(),
        "{} has {} bytes, expected {}",
        path.display(),
        bytes.len(),
        40 * samples.len()
    );
    let differences: anyhow::Result<Vec<f32>> = samples
        .par_iter()
        .zip(rows)
        .map(|(sample, row)| {
            let logits = classifier.logits(&DigitImage::new(sample.pixels))?;
            Ok(largest_difference(&logits, row))
        })
        .collect();
    let largest = differences?.into_iter().fold(0.0, f32::max);
    report.at_most(
        "largest difference between PyTorch's and tract's logits",
        f64::from(largest),
        1e-3,
        "",
    );
    Ok(())
}

fn largest_difference(logits: &[f32; 10], row: &[u8; 40]) -> f32 {
    let (words, _) = row.as_chunks::<4>();
    let theirs = words.iter().map(|word| f32::from_le_bytes(*word));
    let gaps = logits
        .iter()
        .zip(theirs)
        .map(|(ours, theirs)| (ours - theirs).abs());
    gaps.fold(0.0, f32::max)
}
