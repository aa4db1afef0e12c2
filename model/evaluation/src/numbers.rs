//! Numbers composed from the digits of one writer.

use std::ops::RangeInclusive;

use anyhow::Context;
use figures::Report;
use handwriting::numbers::{self, Written};
use recognizer::{Number, PAD_SIZE, PEN_WIDTH, Raster, recognize_raster};

use crate::accuracy::percent;
use crate::pen::read;
use crate::subject::Subject;

/// Gaps between neighbors in digit heights.
const NATURAL: RangeInclusive<f32> = 0.05..=0.6;
const TOUCHING: RangeInclusive<f32> = -0.05..=0.0;

/// Numbers of each length and gap.
const COUNT: usize = 2000;
const SEED: u64 = 1;

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let digits = subject.pen_digits()?;
    let digits: Vec<_> = digits.iter().collect();
    let written = |length, gap| numbers::numbers(&digits, COUNT, length, gap, SEED);
    report.part(&format!(
        "whole numbers: {COUNT} of each kind, by other writers"
    ));
    for (length, target) in [(2, 98.0), (3, 97.5), (4, 97.0), (6, 95.0)] {
        let right = accuracy_drawn(subject, &written(length, NATURAL))?;
        report.at_least(&format!("{length} digits"), right, target, "%");
    }
    let touching = written(3, TOUCHING);
    let right = accuracy_drawn(subject, &touching)?;
    report.at_least("3 digits that touch", right, 85.0, "%");
    let right = accuracy_drawn(subject, &written(12, NATURAL))?;
    report.figure("12 digits", right, "%");
    let right = accuracy_pictured(subject, &written(4, NATURAL))?;
    report.figure("4 digits, as pictures", right, "%");
    let right = accuracy_pictured(subject, &touching)?;
    report.figure("3 digits that touch, as pictures", right, "%");
    Ok(())
}

/// Accuracy on drawings, in percent.
fn accuracy_drawn(subject: &Subject, all: &[Written]) -> anyhow::Result<f64> {
    percent(all, |written| {
        Ok(is_right(&read(subject, &written.drawing)?, written))
    })
}

/// Accuracy on the same numbers as pictures, in percent.
fn accuracy_pictured(subject: &Subject, all: &[Written]) -> anyhow::Result<f64> {
    percent(all, |written| {
        let number = recognize_raster(&subject.classifier, &picture(written))?;
        Ok(is_right(&number.context("a blank picture")?, written))
    })
}

/// Picture as wide as the number and as high as the pad.
fn picture(written: &Written) -> Raster {
    let points = written.drawing.points();
    let right = points.fold(0.0, |right: f32, point| right.max(point.x));
    let width = (right + PEN_WIDTH) as usize;
    Raster::of_drawing(&written.drawing, width, PAD_SIZE as usize, PEN_WIDTH / 2.0)
}

/// Whether every digit is right and none is rejected.
pub(crate) fn is_right(number: &Number, written: &Written) -> bool {
    let read = number.digits().iter().map(|digit| digit.prediction.top1());
    !number.is_rejected() && read.eq(written.value.iter().copied())
}
