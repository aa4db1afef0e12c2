//! Pen digits of unseen writers: drawn in several sizes, places and pen widths, and augmented.

use anyhow::Context;
use figures::Report;
use handwriting::{PenDigit, Random, augment, on_pad, seeded};
use ink_geometry::Extent;
use recognizer::{Drawing, Number, Raster, recognize, recognize_raster};

use crate::accuracy::{add_per_digit, each, percent, share};
use crate::record::ensure_at_least;
use crate::subject::Subject;

/// Default longer side of a digit, relative to the pad's side.
pub(crate) const STANDARD_SIZE: f32 = 0.5;
pub(crate) const CENTER: (f32, f32) = (0.5, 0.5);

/// Floor of the accuracy of every model in each size and place, in percent.
const LEAST: f64 = 95.0;

/// Longer sides of a digit, relative to the pad's side.
const SIZES: [f32; 5] = [0.15, 0.35, 0.55, 0.75, 0.95];

/// Places of the digit: 0 is the left and top border of the pad, 1 the right and bottom.
const PLACES: [(&str, (f32, f32)); 5] = [
    ("center", CENTER),
    ("top left", (0.0, 0.0)),
    ("top right", (1.0, 0.0)),
    ("bottom left", (0.0, 1.0)),
    ("bottom right", (1.0, 1.0)),
];

/// Pen widths of pictures, relative to the digit's longer side.
const PENS: [f32; 3] = [0.02, 0.04, 0.08];

/// Variations of hands and devices.
const VARIATIONS: [(&str, Augment); 4] = [
    ("jitter of 2 % of the height", |rng, drawing| {
        augment::jitter(rng, drawing, 0.02)
    }),
    ("20° slant to the right", |_, drawing| {
        augment::slant(drawing, 20.0)
    }),
    ("a quarter of the points", |_, drawing| {
        augment::resample(drawing, 0.25)
    }),
    ("random stroke order", augment::shuffle_strokes),
];

type Augment = fn(&mut Random, &Drawing) -> Drawing;

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let digits = subject.pen_digits()?;
    report.part(&format!("pen digits: {} of other writers", digits.len()));
    standard(subject, &digits, report)?;
    sizes_and_places(subject, &digits, report)?;
    pens(subject, &digits, report)?;
    variations(subject, &digits, report)
}

/// Reads a digit on the standard pad, drawn with the standard pen.
pub(crate) fn read_standard(subject: &Subject, digit: &PenDigit) -> anyhow::Result<Number> {
    read(subject, &on_pad(&digit.drawing, STANDARD_SIZE, CENTER))
}

/// Reads a drawing as the page does.
///
/// # Errors
/// If the drawing has no ink.
pub(crate) fn read(subject: &Subject, drawing: &Drawing) -> anyhow::Result<Number> {
    recognize(&subject.classifier, drawing)?.context("a drawing without ink")
}

fn standard(subject: &Subject, digits: &[PenDigit], report: &mut Report) -> anyhow::Result<()> {
    let verdicts = each(digits, |digit| {
        let is_right = is_right(&read_standard(subject, digit)?, digit);
        Ok((digit.label, is_right))
    })?;
    let right = share(verdicts.iter().map(|&(_, is_right)| is_right));
    report.at_least("standard pad and pen", right, 99.3, "%");
    add_per_digit(&verdicts, report);
    Ok(())
}

fn sizes_and_places(
    subject: &Subject,
    digits: &[PenDigit],
    report: &mut Report,
) -> anyhow::Result<()> {
    for size in SIZES {
        for (name, place) in PLACES {
            let right = percent(digits, |digit| {
                let number = read(subject, &on_pad(&digit.drawing, size, place))?;
                Ok(is_right(&number, digit))
            })?;
            let what = format!("{:.0} % of the pad, {name}", 100.0 * size);
            report.at_least(&what, right, 98.5, "%");
            ensure_at_least(&what, right, LEAST)?;
        }
    }
    Ok(())
}

fn pens(subject: &Subject, digits: &[PenDigit], report: &mut Report) -> anyhow::Result<()> {
    for pen in PENS {
        let right = percent(digits, |digit| {
            let number = recognize_raster(&subject.classifier, &picture(digit, pen))?;
            Ok(is_right(&number.context("a blank picture")?, digit))
        })?;
        let what = format!("picture, pen {:.0} % of the height", 100.0 * pen);
        report.at_least(&what, right, 98.5, "%");
    }
    Ok(())
}

/// Picture of the pad with the digit.
fn picture(digit: &PenDigit, pen: f32) -> Raster {
    let drawing = on_pad(&digit.drawing, STANDARD_SIZE, CENTER);
    let longer = Extent::of(&drawing).map_or(0.0, |extent| extent.longer());
    let side = recognizer::PAD_SIZE as usize;
    Raster::of_drawing(&drawing, side, side, pen * longer)
}

fn variations(subject: &Subject, digits: &[PenDigit], report: &mut Report) -> anyhow::Result<()> {
    for (set, (name, augment)) in VARIATIONS.into_iter().enumerate() {
        let indexed: Vec<_> = digits.iter().enumerate().collect();
        let right = percent(&indexed, |&(index, digit)| {
            let rng = &mut seeded(1, set as u64, index as u64);
            let drawing = on_pad(&augment(rng, &digit.drawing), STANDARD_SIZE, CENTER);
            Ok(is_right(&read(subject, &drawing)?, digit))
        })?;
        report.at_least(name, right, 98.5, "%");
    }
    Ok(())
}

/// Whether the reading is this one digit, rejected or not.
fn is_right(number: &Number, digit: &PenDigit) -> bool {
    number.to_string() == digit.label.to_string()
}
