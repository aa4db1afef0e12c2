//! Whole numbers, composed from one writer's digits.

use std::ops::RangeInclusive;

use anyhow::Context;
use handwriting::numbers::{self, Written};
use recognizer::{Number, PAD_SIZE, PEN_WIDTH, Raster, recognize_raster};

use crate::pen::read;
use crate::report::Report;
use crate::subject::{Subject, percent};

/// Paper between neighbours, in digit heights.
const NATURAL: RangeInclusive<f32> = 0.05..=0.6;
const TOUCHING: RangeInclusive<f32> = -0.05..=0.0;

/// Numbers of each kind.
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
        let right = drawn(subject, &written(length, NATURAL))?;
        report.at_least(&format!("{length} digits"), right, target, "%");
    }
    let touching = written(3, TOUCHING);
    report.at_least("3 digits that touch", drawn(subject, &touching)?, 85.0, "%");
    let right = drawn(subject, &written(12, NATURAL))?;
    report.figure("12 digits", right, "%");
    let right = pictured(subject, &written(4, NATURAL))?;
    report.figure("4 digits, as pictures", right, "%");
    let right = pictured(subject, &touching)?;
    report.figure("3 digits that touch, as pictures", right, "%");
    Ok(())
}

fn drawn(subject: &Subject, all: &[Written]) -> anyhow::Result<f64> {
    percent(all, |written| {
        Ok(is_right(&read(subject, &written.drawing)?, written))
    })
}

fn pictured(subject: &Subject, all: &[Written]) -> anyhow::Result<f64> {
    percent(all, |written| {
        let number = recognize_raster(&subject.classifier, &picture(written))?;
        Ok(is_right(&number.context("a blank picture")?, written))
    })
}

fn picture(written: &Written) -> Raster {
    let points = written.drawing.points();
    let right = points.fold(0.0, |right: f32, point| right.max(point.x));
    let width = (right + PEN_WIDTH) as usize;
    Raster::of_drawing(&written.drawing, width, PAD_SIZE as usize, PEN_WIDTH / 2.0)
}

/// Whether every digit is right and none is rejected.
fn is_right(number: &Number, written: &Written) -> bool {
    let read = number.digits().iter().map(|digit| digit.prediction.top1());
    !number.is_rejected() && read.eq(written.value.iter().copied())
}
