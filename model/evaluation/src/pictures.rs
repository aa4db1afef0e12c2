//! Picture files: numbers by other writers on photographed-looking paper, on cards and in colored ink, and
//! MNIST's test images.

mod cards;
mod inks;
mod photo;

use std::io::Cursor;
use std::ops::RangeInclusive;

use anyhow::Context;
use figures::Report;
use handwriting::numbers::{Written, by_writer, compose};
use handwriting::{PenDigit, Random, seeded};
use image::{GrayImage, ImageFormat};
use picture::PictureError;
use rand::RngExt;
use rand::seq::IndexedRandom;
use recognizer::{Classifier, DigitImage, Number};

use crate::accuracy::{each, percent, share};
use crate::mnist::{self, Sample};
use crate::numbers::is_right;
use crate::subject::Subject;
use photo::CONDITIONS;

/// Pictures in each condition.
const COUNT: u64 = 100;
const SEED: u64 = 6;

/// Pictures of cards.
const CARDS: u64 = 500;

/// Pictures of each color of ink, and of each kind of squared paper.
const EACH: u64 = 30;

/// Largest loss of accuracy by the detour through a file, in percentage points.
const LOSS: f64 = 0.1;

/// Gaps between neighbors in digit heights.
const GAP: RangeInclusive<f32> = 0.1..=0.5;

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    photographed(subject, report)?;
    in_color(subject, report)?;
    on_squares(subject, report)?;
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
            let written = written(rng, &writers, condition.digits.clone())?;
            let number = read(subject, &photo::file(rng, condition, &written)?)?;
            Ok(number.is_some_and(|number| is_right(&number, &written)))
        })?;
        report.at_least(condition.name, share(right.iter().copied()), 90.0, "%");
        verdicts.extend(right);
    }
    report.at_least("all of them", share(verdicts), 95.0, "%");
    Ok(())
}

/// Measures numbers on cards on dark tables.
pub(crate) fn measure_cards(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    report.part(&format!(
        "pictures: {CARDS} numbers by other writers, on cards on dark tables"
    ));
    let verdicts = verdicts(subject, CARDS, 100, 1..=4, cards::file)?;
    report.at_least("read right", verdicts.right(), 90.0, "%");
    report.at_most("sure and wrong", verdicts.wrong(), 0.0, "%");
    Ok(())
}

fn in_color(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let all = EACH as usize * inks::COLORS.len();
    report.part(&format!(
        "pictures: {all} numbers by other writers, in ink as light as its paper"
    ));
    for (set, colors) in inks::COLORS.iter().enumerate() {
        let verdicts = verdicts(subject, EACH, 200 + set as u64, 1..=3, |rng, written| {
            inks::colored(rng, colors, written)
        })?;
        report.figure(colors.0, verdicts.right(), "%");
    }
    Ok(())
}

fn on_squares(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let all = EACH as usize * inks::SQUARES.len();
    report.part(&format!(
        "pictures: {all} numbers by other writers, on squared paper"
    ));
    for (set, squares) in inks::SQUARES.iter().enumerate() {
        let verdicts = verdicts(subject, EACH, 300 + set as u64, 1..=3, |rng, written| {
            inks::squared(rng, squares, written)
        })?;
        report.figure(squares.name, verdicts.right(), "%");
    }
    Ok(())
}

/// How a picture was read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Right,
    /// Another number, with more than even confidence.
    Wrong,
    /// Rejected, or refused.
    Unread,
}

struct Verdicts(Vec<Verdict>);

impl Verdicts {
    fn right(&self) -> f64 {
        share(self.0.iter().map(|&it| it == Verdict::Right))
    }

    fn wrong(&self) -> f64 {
        share(self.0.iter().map(|&it| it == Verdict::Wrong))
    }
}

/// Reads `count` pictures of random numbers; `set` selects the random sequence.
fn verdicts(
    subject: &Subject,
    count: u64,
    set: u64,
    digits: RangeInclusive<usize>,
    file: impl Fn(&mut Random, &Written) -> anyhow::Result<Vec<u8>> + Sync,
) -> anyhow::Result<Verdicts> {
    let pen_digits = subject.pen_digits()?;
    let pen_digits: Vec<_> = pen_digits.iter().collect();
    let writers = by_writer(&pen_digits);
    let indices: Vec<u64> = (0..count).collect();
    let verdicts = each(&indices, |&index| {
        let rng = &mut seeded(SEED, set, index);
        let written = written(rng, &writers, digits.clone())?;
        let file = file(rng, &written)?;
        let verdict = read(subject, &file)?.map_or(Verdict::Unread, |number| {
            match (is_right(&number, &written), number.is_rejected()) {
                (true, _) => Verdict::Right,
                (false, false) if number.confidence() > 0.5 => Verdict::Wrong,
                _ => Verdict::Unread,
            }
        });
        Ok(verdict)
    })?;
    Ok(Verdicts(verdicts))
}

/// Random number by one of the writers.
fn written(
    rng: &mut Random,
    writers: &[Vec<&PenDigit>],
    digits: RangeInclusive<usize>,
) -> anyhow::Result<Written> {
    let own = writers.choose(rng).context("there are no writers")?;
    let length = rng.random_range(digits);
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

/// Reads a picture file as page and server do; `None` if it has no ink, or several sheets.
pub(crate) fn read(subject: &Subject, file: &[u8]) -> anyhow::Result<Option<Number>> {
    let sketch = match picture::segment_picture(file, u64::MAX) {
        Err(PictureError::UnclearSheet) => None,
        sketch => sketch?,
    };
    let Some(sketch) = sketch else {
        return Ok(None);
    };
    let predictions = subject.classifier.classify(&sketch.segmentation.images())?;
    Ok(sketch.segmentation.read(predictions))
}
