//! Ink that is no whole number: signs among digits, and several rows. None of it may be read as a whole
//! number, and no whole number may be taken for it.

mod compose;
mod crohme;

use std::io::Cursor;

use anyhow::Context;
use figures::Report;
use handwriting::numbers::{DIGIT_HEIGHT, by_writer};
use handwriting::{PenDigit, Random, seeded};
use image::{GrayImage, ImageFormat, Luma};
use rand::RngExt;
use rand::seq::IndexedRandom;
use recognizer::{Drawing, Number, Point, Raster};

use crate::accuracy::percent;
use crate::pen::read;
use crate::pictures::read as read_picture;
use crate::subject::Subject;
use compose::{KINDS, Kind};

/// Compositions of each kind.
const COUNT: u64 = 500;
const SEED: u64 = 23;

/// Width of the pen in pictures, in digit heights.
const PEN: std::ops::Range<f32> = 0.04..0.12;

/// Margin of a picture, in digit heights.
const MARGIN: f32 = 0.5;

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let digits = subject.pen_digits()?;
    composed(subject, &digits, report)?;
    crohme::measure(subject, report)
}

/// Measures compositions of other writers' digits, as strokes and as picture files.
fn composed(subject: &Subject, digits: &[PenDigit], report: &mut Report) -> anyhow::Result<()> {
    report.part(&format!(
        "no whole numbers: {COUNT} of each kind, read as one with over 50 %"
    ));
    let digits: Vec<_> = digits.iter().collect();
    let writers = by_writer(&digits);
    for (set, kind) in KINDS.iter().enumerate() {
        let indices: Vec<u64> = (0..COUNT).collect();
        let composition = |index: u64| drawn(set, kind, &writers, index);
        let drawn = percent(&indices, |&index| {
            Ok(is_whole(&read(subject, &composition(index)?.0)?))
        })?;
        report.at_most(kind.name, drawn, 0.0, "%");
        let pictured = percent(&indices, |&index| {
            let (drawing, mut rng) = composition(index)?;
            let number = read_picture(subject, &png(&mut rng, &drawing)?)?;
            Ok(number.is_some_and(|number| is_whole(&number)))
        })?;
        report.at_most(&format!("{}, as pictures", kind.name), pictured, 0.0, "%");
    }
    Ok(())
}

/// Composition of this kind by one of the writers, and the random source after it.
fn drawn(
    set: usize,
    kind: &Kind,
    writers: &[Vec<&PenDigit>],
    index: u64,
) -> anyhow::Result<(Drawing, Random)> {
    let mut rng = seeded(SEED, set as u64, index);
    let own = writers.choose(&mut rng).context("there are no writers")?;
    let drawing = (kind.compose)(&mut rng, own);
    Ok((drawing, rng))
}

/// Whether it is read as a whole number with over 50 %.
fn is_whole(number: &Number) -> bool {
    !number.is_rejected() && number.confidence() > 0.5
}

/// Black ink on white paper, as a PNG file.
fn png(rng: &mut Random, drawing: &Drawing) -> anyhow::Result<Vec<u8>> {
    let bounds = recognizer::BoundingBox::of(drawing.points()).context("no ink")?;
    let margin = MARGIN * DIGIT_HEIGHT;
    let (left, top) = (bounds.left as f32 - margin, bounds.top as f32 - margin);
    let moved = drawing.map_points(|point| Point::new(point.x - left, point.y - top));
    let size = |extent: f64| (extent as f32 + 2.0 * margin) as usize;
    let (width, height) = (size(bounds.width()), size(bounds.height()));
    let pen = DIGIT_HEIGHT * rng.random_range(PEN);
    let ink = Raster::of_drawing(&moved, width, height, pen);
    let image = GrayImage::from_fn(width as u32, height as u32, |x, y| {
        Luma([(255.0 * (1.0 - ink.row(y as usize)[x as usize])) as u8])
    });
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, ImageFormat::Png)?;
    Ok(file.into_inner())
}
