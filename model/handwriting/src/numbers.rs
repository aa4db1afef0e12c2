//! Numbers composed from the digits of one writer.

use std::ops::RangeInclusive;

use ink_geometry::Extent;
use rand::RngExt;
use rand::seq::IndexedRandom;
use recognizer::{Drawing, PAD_SIZE, Point, Stroke};

use crate::{PenDigit, Random, seeded};

/// Height of a digit in [`numbers`], in drawing units: two rows fit on the standard pad.
pub const DIGIT_HEIGHT: f32 = 0.4 * PAD_SIZE;

/// Largest deviation of a digit's height, relative to the height.
const HEIGHT_VARIATION: f32 = 0.15;

/// Largest distance of a digit's foot from the base line, relative to its height.
const WOBBLE: f32 = 0.06;

/// Margin left of and above the number, in digit heights.
const MARGIN: f32 = 0.25;

/// Number by one writer.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Ink in whole drawing units, none negative; as wide as the number needs.
    pub drawing: Drawing,
    /// Digits from left to right, each 0 to 9.
    pub value: Vec<u8>,
    /// Number of strokes of each digit, in the order of the drawing.
    pub strokes: Vec<usize>,
}

/// Writes the digits beside each other.
///
/// Each keeps its shape; its longer side is `height` drawing units ± 15 %. `gap` is the range of
/// gaps between the extents of neighbors, relative to `height`; below 0 they overlap.
pub fn compose(
    rng: &mut Random,
    digits: &[&PenDigit],
    gap: RangeInclusive<f32>,
    height: f32,
) -> Written {
    let mut strokes: Vec<Stroke> = Vec::new();
    let mut left = (MARGIN * height).round();
    for digit in digits {
        let (placed, width) = place(rng, &digit.drawing, left, height);
        strokes.extend(placed.strokes);
        left += width + (rng.random_range(gap.clone()) * height).round();
    }
    Written {
        drawing: onto_paper(&Drawing { strokes }),
        value: digits.iter().map(|digit| digit.label).collect(),
        strokes: digits.iter().map(|d| d.drawing.strokes.len()).collect(),
    }
}

/// Composes `count` numbers of `length` random digits, each number by one random writer.
///
/// `gap` is as in [`compose`]. Empty if `digits` is.
pub fn numbers(
    digits: &[&PenDigit],
    count: usize,
    length: usize,
    gap: RangeInclusive<f32>,
    seed: u64,
) -> Vec<Written> {
    let by_writer = by_writer(digits);
    let number = |index| {
        let rng = &mut seeded(seed, length as u64, index as u64);
        let own = by_writer.choose(rng)?;
        let chosen: Vec<&PenDigit> = (0..length)
            .filter_map(|_| own.choose(rng).copied())
            .collect();
        Some(compose(rng, &chosen, gap.clone(), DIGIT_HEIGHT))
    };
    (0..count).filter_map(number).collect()
}

/// Digits grouped by writer, in the order of the writers' numbers.
pub fn by_writer<'a>(digits: &[&'a PenDigit]) -> Vec<Vec<&'a PenDigit>> {
    let mut writers: Vec<u8> = digits.iter().map(|digit| digit.writer).collect();
    writers.sort_unstable();
    writers.dedup();
    let own = |writer| {
        digits
            .iter()
            .copied()
            .filter(move |digit| digit.writer == writer)
    };
    writers
        .into_iter()
        .map(|writer| own(writer).collect())
        .collect()
}

/// Places a digit with its left edge at `left` and its foot near y = 0; returns its width too.
fn place(rng: &mut Random, drawing: &Drawing, left: f32, height: f32) -> (Drawing, f32) {
    let height = height * (1.0 + rng.random_range(-HEIGHT_VARIATION..=HEIGHT_VARIATION));
    let foot = height * rng.random_range(-WOBBLE..=WOBBLE);
    let Some(extent) = Extent::of(drawing) else {
        return (drawing.clone(), 0.0);
    };
    let scale = extent.scale_to(height);
    let placed = drawing.map_points(|point| {
        Point::new(
            (left + (point.x - extent.left) * scale).round(),
            (foot + (point.y - extent.bottom()) * scale).round(),
        )
    });
    (placed, (extent.width * scale).round())
}

/// Moves the number down, and right if a digit overlaps far to the left, so that no coordinate is
/// negative.
fn onto_paper(drawing: &Drawing) -> Drawing {
    let Some(extent) = Extent::of(drawing) else {
        return drawing.clone();
    };
    let margin = (MARGIN * extent.height).round();
    let (right, down) = ((margin - extent.left).max(0.0), margin - extent.top);
    drawing.map_points(|point| Point::new(point.x + right, point.y + down))
}

#[cfg(test)]
mod tests;
