//! Whether preprocessing undoes magnifying and moving, on the MNIST test images.

use rayon::prelude::*;
use recognizer::{DigitImage, TractClassifier, classify_one, preprocess_raster};

use crate::magnify::Interpolation::{self, Bicubic, Bilinear, Nearest};
use crate::magnify::magnify;
use crate::mnist;
use crate::mnist::Sample;
use crate::report::Report;
use crate::subject::{Subject, percent};

const FACTORS: std::ops::RangeInclusive<usize> = 2..=10;

/// Paper around the magnified image, in pixels: what is not before it is after it.
const PAPER: usize = 61;

struct Outcome {
    /// Mean absolute difference of the pixels, of 1.
    difference: f64,
    shifted: bool,
    /// Whether the image's own ink is 20 px long, as the procedure makes it; in MNIST itself 3 of
    /// the test images are 19 px, and come back magnified.
    regular: bool,
    right: bool,
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
            let come_back =
                |(index, sample)| come_back(classifier, index, sample, factor, interpolation);
            let outcomes: anyhow::Result<Vec<Outcome>> =
                samples.par_iter().enumerate().map(come_back).collect();
            let name = format!("{interpolation:?} {factor}×").to_lowercase();
            Summary::of(&outcomes?).tell(&name, interpolation, untouched, report);
        }
    }
    Ok(())
}

fn come_back(
    classifier: &TractClassifier,
    index: usize,
    sample: &Sample,
    factor: usize,
    interpolation: Interpolation,
) -> anyhow::Result<Outcome> {
    // Any place will do; the two primes make every offset occur.
    let before = (index * 17 % PAPER, index * 29 % PAPER);
    let side = DigitImage::SIDE * factor + PAPER;
    let raster = magnify(&sample.pixels, factor, interpolation, before, side);
    let image =
        preprocess_raster(&raster).ok_or_else(|| anyhow::anyhow!("image {index} is blank"))?;
    Ok(Outcome {
        difference: difference(&sample.pixels, image.pixels()),
        shifted: is_shifted(&sample.pixels, image.pixels()),
        regular: longer_side(&sample.pixels) == 20,
        right: classify_one(classifier, &image)?.top1() == sample.label,
    })
}

fn longer_side(pixels: &[u8; DigitImage::PIXELS]) -> usize {
    let inked = || (0..DigitImage::PIXELS).filter(|&index| pixels[index] > 0);
    let span = |axis: fn(usize) -> usize| {
        let (first, last) = (inked().map(axis).min(), inked().map(axis).max());
        first.zip(last).map_or(0, |(first, last)| last + 1 - first)
    };
    span(|index| index % DigitImage::SIDE).max(span(|index| index / DigitImage::SIDE))
}

fn difference(a: &[u8; DigitImage::PIXELS], b: &[u8; DigitImage::PIXELS]) -> f64 {
    let gaps = a.iter().zip(b).map(|(&a, &b)| f64::from(a.abs_diff(b)));
    gaps.sum::<f64>() / 255.0 / DigitImage::PIXELS as f64
}

/// Whether the centre of mass has moved by more than half a pixel on either axis.
fn is_shifted(a: &[u8; DigitImage::PIXELS], b: &[u8; DigitImage::PIXELS]) -> bool {
    let (a, b) = (center_of_mass(a), center_of_mass(b));
    (a.0 - b.0).abs() > 0.5 || (a.1 - b.1).abs() > 0.5
}

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

struct Summary {
    difference: f64,
    shifted: f64,
    shifted_irregular: f64,
    accuracy: f64,
}

impl Summary {
    fn of(outcomes: &[Outcome]) -> Self {
        let count = outcomes.len() as f64;
        let share = |is: fn(&Outcome) -> bool| outcomes.iter().filter(|o| is(o)).count() as f64;
        Self {
            difference: outcomes.iter().map(|o| o.difference).sum::<f64>() / count,
            shifted: share(|o| o.shifted && o.regular),
            shifted_irregular: share(|o| o.shifted && !o.regular),
            accuracy: 100.0 * share(|o| o.right) / count,
        }
    }

    fn tell(&self, name: &str, interpolation: Interpolation, untouched: f64, report: &mut Report) {
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
            // Its overshoot eats faint edges: where the ink ends is no longer to be seen.
            Bicubic => report.figure(&difference, self.difference, ""),
        }
        let change = (self.accuracy - untouched).abs();
        report.at_most(&format!("{name}, change of accuracy"), change, 0.1, "%");
    }
}
