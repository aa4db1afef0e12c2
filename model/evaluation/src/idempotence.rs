//! Idempotence: preprocessing undoes magnification and translation of the MNIST test images.

use figures::Report;
use rayon::prelude::*;
use recognizer::{DigitImage, TractClassifier, classify_one, preprocess_raster};

use crate::accuracy::percent;
use crate::magnify::Interpolation::{self, Bicubic, Bilinear, Nearest};
use crate::magnify::magnify;
use crate::mnist::{self, Sample};
use crate::subject::Subject;

const FACTORS: std::ops::RangeInclusive<usize> = 2..=10;

/// Blank paper around the magnified image along each axis, in pixels.
const PAPER: usize = 61;

/// Preprocessed image compared with the original.
struct Comparison {
    /// Mean absolute difference of the pixels, 0 to 1.
    difference: f64,
    is_shifted: bool,
    /// Whether the original's ink is 20 px long, as MNIST's procedure makes it; that of 3 test
    /// images is 19 px long and comes back magnified.
    is_regular: bool,
    is_right: bool,
}

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let samples = mnist::test_set(&subject.data)?;
    report.part(&format!(
        "idempotence: {} MNIST test images, magnified",
        samples.len()
    ));
    let classifier = &subject.classifier;
    let untouched = percent(&samples, |sample| {
        let prediction = classify_one(classifier, &DigitImage::new(sample.pixels))?;
        Ok(prediction.top1() == sample.label)
    })?;
    for interpolation in [Nearest, Bilinear, Bicubic] {
        for factor in FACTORS {
            let compare =
                |(index, sample)| compare(classifier, index, sample, factor, interpolation);
            let comparisons: anyhow::Result<Vec<Comparison>> =
                samples.par_iter().enumerate().map(compare).collect();
            let name = format!("{interpolation:?} {factor}×").to_lowercase();
            Means::of(&comparisons?).add(&name, interpolation, untouched, report);
        }
    }
    Ok(())
}

/// Magnifies and moves the image, preprocesses it and compares the result.
fn compare(
    classifier: &TractClassifier,
    index: usize,
    sample: &Sample,
    factor: usize,
    interpolation: Interpolation,
) -> anyhow::Result<Comparison> {
    // The two primes make every offset occur.
    let before = (index * 17 % PAPER, index * 29 % PAPER);
    let side = DigitImage::SIDE * factor + PAPER;
    let raster = magnify(&sample.pixels, factor, interpolation, before, side);
    let image =
        preprocess_raster(&raster).ok_or_else(|| anyhow::anyhow!("image {index} is blank"))?;
    Ok(Comparison {
        difference: difference(&sample.pixels, image.pixels()),
        is_shifted: is_shifted(&sample.pixels, image.pixels()),
        is_regular: longer_side(&sample.pixels) == 20,
        is_right: classify_one(classifier, &image)?.top1() == sample.label,
    })
}

/// Longer side of the ink in pixels.
fn longer_side(pixels: &[u8; DigitImage::PIXELS]) -> usize {
    let inked = || (0..DigitImage::PIXELS).filter(|&index| pixels[index] > 0);
    let span = |axis: fn(usize) -> usize| {
        let (first, last) = (inked().map(axis).min(), inked().map(axis).max());
        first.zip(last).map_or(0, |(first, last)| last + 1 - first)
    };
    span(|index| index % DigitImage::SIDE).max(span(|index| index / DigitImage::SIDE))
}

/// Mean absolute difference, 0 to 1.
fn difference(a: &[u8; DigitImage::PIXELS], b: &[u8; DigitImage::PIXELS]) -> f64 {
    let differences = a.iter().zip(b).map(|(&a, &b)| f64::from(a.abs_diff(b)));
    differences.sum::<f64>() / 255.0 / DigitImage::PIXELS as f64
}

/// Whether the center of mass moved by more than half a pixel along an axis.
fn is_shifted(a: &[u8; DigitImage::PIXELS], b: &[u8; DigitImage::PIXELS]) -> bool {
    let (a, b) = (center_of_mass(a), center_of_mass(b));
    (a.0 - b.0).abs() > 0.5 || (a.1 - b.1).abs() > 0.5
}

/// Center of mass in pixels, x and y.
fn center_of_mass(pixels: &[u8; DigitImage::PIXELS]) -> (f64, f64) {
    let (mut mass, mut x, mut y) = (0.0, 0.0, 0.0);
    for (index, &pixel) in pixels.iter().enumerate() {
        let ink = f64::from(pixel);
        mass += ink;
        x += ink * (index % DigitImage::SIDE) as f64;
        y += ink * (index / DigitImage::SIDE) as f64;
    }
    (x / mass, y / mass)
}

/// Means and counts over all test images.
struct Means {
    difference: f64,
    shifted: f64,
    shifted_irregular: f64,
    /// Accuracy in percent.
    accuracy: f64,
}

impl Means {
    fn of(comparisons: &[Comparison]) -> Self {
        let total = comparisons.len() as f64;
        let differences = comparisons.iter().map(|it| it.difference);
        let count = |holds: fn(&Comparison) -> bool| {
            let held = comparisons.iter().filter(|it| holds(it));
            held.count() as f64
        };
        Self {
            difference: differences.sum::<f64>() / total,
            shifted: count(|it| it.is_shifted && it.is_regular),
            shifted_irregular: count(|it| it.is_shifted && !it.is_regular),
            accuracy: 100.0 * count(|it| it.is_right) / total,
        }
    }

    fn add(&self, name: &str, interpolation: Interpolation, untouched: f64, report: &mut Report) {
        let difference = format!("{name}, mean absolute difference");
        match interpolation {
            Nearest => {
                report.at_most(&difference, self.difference, 0.002, "");
                let shifted = format!("{name}, shifted images of those with 20 px of ink");
                report.at_most(&shifted, self.shifted, 0.0, "");
                let others = format!("{name}, shifted images of the others");
                report.figure(&others, self.shifted_irregular, "");
            }
            Bilinear => report.at_most(&difference, self.difference, 0.02, ""),
            // Its overshoot clips faint edges, so that the end of the ink is lost.
            Bicubic => report.figure(&difference, self.difference, ""),
        }
        let change = (self.accuracy - untouched).abs();
        report.at_most(&format!("{name}, change of accuracy"), change, 0.1, "%");
    }
}
