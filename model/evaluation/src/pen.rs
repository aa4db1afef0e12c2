//! Digits of writers whom training has not seen, drawn on the pad in many ways.

use anyhow::Context;
use handwriting::{Extent, PenDigit, Random, on_pad, seeded, vary};
use recognizer::{Drawing, Number, Raster, recognize, recognize_raster};

use crate::report::{Report, ensure_at_least};
use crate::subject::{Subject, each, percent, share};

/// Longer side of a digit as a part of the pad's side, where nothing else is said.
pub(crate) const STANDARD_SIZE: f32 = 0.5;
pub(crate) const CENTER: (f32, f32) = (0.5, 0.5);

/// What the first committed model had to have in each place and size, in percent.
const LEAST: f64 = 95.0;

const SIZES: [f32; 5] = [0.15, 0.35, 0.55, 0.75, 0.95];

/// Where the digit is: 0 is at the left and top border of the pad, 1 at the right and bottom.
const PLACES: [(&str, (f32, f32)); 5] = [
    ("centre", CENTER),
    ("top left", (0.0, 0.0)),
    ("top right", (1.0, 0.0)),
    ("bottom left", (0.0, 1.0)),
    ("bottom right", (1.0, 1.0)),
];

/// Pen widths of pictures, as parts of the digit's longer side.
const PENS: [f32; 3] = [0.02, 0.04, 0.08];

/// What hands and devices do to a digit.
const VARIATIONS: [(&str, Vary); 4] = [
    ("jitter of 2 % of the height", |rng, drawing| {
        vary::jitter(rng, drawing, 0.02)
    }),
    ("20° slant to the right", |_, drawing| {
        vary::slant(drawing, 20.0)
    }),
    ("a quarter of the points", |_, drawing| {
        vary::resample(drawing, 0.25)
    }),
    ("random stroke order", vary::shuffle_strokes),
];

type Vary = fn(&mut Random, &Drawing) -> Drawing;

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let digits = subject.pen_digits()?;
    report.part(&format!("pen digits: {} of other writers", digits.len()));
    standard(subject, &digits, report)?;
    sizes_and_places(subject, &digits, report)?;
    pens(subject, &digits, report)?;
    variations(subject, &digits, report)
}

/// What is read in a digit on the standard pad, drawn with the standard pen.
pub(crate) fn read_standard(subject: &Subject, digit: &PenDigit) -> anyhow::Result<Number> {
    read(subject, &on_pad(&digit.drawing, STANDARD_SIZE, CENTER))
}

/// What the page would read in a drawing.
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
    report.per_digit(&verdicts);
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

/// The digit as a picture of the pad.
fn picture(digit: &PenDigit, pen: f32) -> Raster {
    let drawing = on_pad(&digit.drawing, STANDARD_SIZE, CENTER);
    let longer = Extent::of(&drawing).map_or(0.0, |extent| extent.longer());
    let side = recognizer::PAD_SIZE as usize;
    Raster::of_drawing(&drawing, side, side, pen * longer)
}

fn variations(subject: &Subject, digits: &[PenDigit], report: &mut Report) -> anyhow::Result<()> {
    for (set, (name, vary)) in VARIATIONS.into_iter().enumerate() {
        let indexed: Vec<_> = digits.iter().enumerate().collect();
        let right = percent(&indexed, |&(index, digit)| {
            let rng = &mut seeded(1, set as u64, index as u64);
            let drawing = on_pad(&vary(rng, &digit.drawing), STANDARD_SIZE, CENTER);
            Ok(is_right(&read(subject, &drawing)?, digit))
        })?;
        report.at_least(name, right, 98.5, "%");
    }
    Ok(())
}

/// Whether exactly the one digit was read, be it as a guess.
fn is_right(number: &Number, digit: &PenDigit) -> bool {
    number.to_string() == digit.label.to_string()
}
