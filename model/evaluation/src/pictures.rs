//! Picture files: numbers by other writers on photographed-looking paper, and MNIST's test images.

mod photo;

use std::io::Cursor;

use anyhow::Context;
use figures::Report;
use handwriting::numbers::{Written, by_writer, compose};
use handwriting::{PenDigit, Random, seeded};
use image::{GrayImage, ImageFormat};
use rand::RngExt;
use rand::seq::IndexedRandom;
use recognizer::{Classifier, DigitImage, Number};

use crate::accuracy::{each, percent, share};
use crate::mnist::{self, Sample};
use crate::numbers::is_right;
use crate::subject::Subject;
use photo::{CONDITIONS, Condition};

/// Pictures in each condition.
const COUNT: u64 = 100;
const SEED: u64 = 6;

/// Largest loss of accuracy by the detour through a file, in percentage points.
const LOSS: f64 = 0.1;

/// Gaps between neighbors in digit heights.
const GAP: std::ops::RangeInclusive<f32> = 0.1..=0.5;

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    photographed(subject, report)?;
    as_png(subject, report)
}

fn photographed(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let digits = subject.pen_digits()?;
    let digits: Vec<_> = digits.iter().collect();
    let writers = by_writer(&digits);
    let all = COUNT as usize * CONDITIONS.len();
    report.part(&format!(
        "pictures: {all} numbers by other writers, on photographed-looking paper"
    ));
    let mut verdicts = Vec::new();
    for (set, condition) in CONDITIONS.iter().enumerate() {
        let indices: Vec<u64> = (0..COUNT).collect();
        let right = each(&indices, |&index| {
            let rng = &mut seeded(SEED, set as u64, index);
            let written = written(rng, &writers, condition)?;
            let number = read(subject, &photo::file(rng, condition, &written)?)?;
            Ok(number.is_some_and(|number| is_right(&number, &written)))
        })?;
        report.at_least(condition.name, share(right.iter().copied()), 90.0, "%");
        verdicts.extend(right);
    }
    report.at_least("all of them", share(verdicts), 95.0, "%");
    Ok(())
}

/// Random number by one of the writers.
fn written(
    rng: &mut Random,
    writers: &[Vec<&PenDigit>],
    condition: &Condition,
) -> anyhow::Result<Written> {
    let own = writers.choose(rng).context("there are no writers")?;
    let length = rng.random_range(condition.digits.clone());
    let chosen = (0..length).filter_map(|_| own.choose(rng).copied());
    let chosen: Vec<_> = chosen.collect();
    let height = rng.random_range(photo::HEIGHTS);
    Ok(compose(rng, &chosen, GAP, height))
}

fn as_png(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let samples = mnist::test_set(&subject.data)?;
    report.part(&format!("pictures: {} MNIST test images", samples.len()));
    let direct = percent(&samples, |sample| {
        Ok(mnist::read(&subject.classifier, sample)?.top1() == sample.label)
    })?;
    let right = percent(&samples, |sample| {
        let number = read(subject, &png(sample)?)?;
        Ok(number.is_some_and(|number| number.to_string() == sample.label.to_string()))
    })?;
    report.at_least("accuracy as PNG", right, direct - LOSS, "%");
    Ok(())
}

/// Test image as a PNG file.
fn png(sample: &Sample) -> anyhow::Result<Vec<u8>> {
    let side = DigitImage::SIDE as u32;
    let image = GrayImage::from_raw(side, side, sample.pixels.to_vec());
    let mut file = Cursor::new(Vec::new());
    let image = image.context("28×28 pixels")?;
    image.write_to(&mut file, ImageFormat::Png)?;
    Ok(file.into_inner())
}

/// Reads a picture file as page and server do; `None` if it has no ink.
pub(crate) fn read(subject: &Subject, file: &[u8]) -> anyhow::Result<Option<Number>> {
    let Some(sketch) = picture::segment_picture(file, u64::MAX)? else {
        return Ok(None);
    };
    let predictions = subject.classifier.classify(&sketch.segmentation.images())?;
    Ok(sketch.segmentation.read(predictions))
}
