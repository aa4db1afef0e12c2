//! Several digits, or one and a part of its neighbor, which segmentation should have separated.

use std::f32::consts::TAU;

use handwriting::{PenDigit, Random, numbers};
use ink_geometry::Extent;
use rand::RngExt;
use recognizer::{Drawing, Point, Stroke};

use crate::paths::{moved, together, unit};
use crate::source::Source;

/// Height of digits in drawing units, large enough for whole coordinates.
const HEIGHT: f32 = 300.0;

/// Two digits beside each other, sometimes three.
pub(super) fn side_by_side(rng: &mut Random, source: &Source<'_>) -> Drawing {
    let count = if rng.random_bool(0.8) { 2 } else { 3 };
    let digits = source.of_one_writer(rng, count);
    // A 1 that touches its neighbor can make a 4 or an 8 of it.
    let has_one = digits.iter().any(|digit| digit.label == 1);
    let least = if has_one { 0.05 } else { -0.1 };
    numbers::compose(rng, &digits, least..=0.6, HEIGHT).drawing
}

/// Two digits above each other or on a slope.
pub(super) fn stacked(rng: &mut Random, source: &Source<'_>) -> Drawing {
    let pair = source.of_one_writer(rng, 2);
    let is_steep = rng.random_bool(0.6);
    let (right, down) = if is_steep {
        (rng.random_range(-0.15..=0.15), rng.random_range(1.05..=1.4))
    } else {
        (
            rng.random_range(0.5..=1.0),
            rng.random_range(-0.9..=0.9_f32),
        )
    };
    match &pair[..] {
        // A 1 above a 1 is a longer 1, and a round digit above another an 8.
        [upper, lower] if !(is_steep && make_another(upper.label, lower.label)) => {
            offset(upper, lower, right, down)
        }
        _ => Drawing::default(),
    }
}

fn make_another(upper: u8, lower: u8) -> bool {
    let is_round = |label| matches!(label, 0 | 6 | 8 | 9);
    upper == 1 || lower == 1 || (is_round(upper) && is_round(lower))
}

/// Two digits on top of each other.
pub(super) fn overlapped(rng: &mut Random, source: &Source<'_>) -> Drawing {
    let pair = source.of_one_writer(rng, 2);
    let (sin, cos) = rng.random_range(0.0..TAU).sin_cos();
    let apart = rng.random_range(0.45..=0.75);
    // Simple digits vanish in others: a 1 in a 0 is a slash, and in a 7 its bar.
    let is_simple = |digit: &&PenDigit| matches!(digit.label, 0 | 1 | 7);
    match &pair[..] {
        [one, other] if one.label != other.label && !pair.iter().any(is_simple) => {
            offset(one, other, apart * cos, apart * sin)
        }
        _ => Drawing::default(),
    }
}

fn offset(one: &PenDigit, other: &PenDigit, right: f32, down: f32) -> Drawing {
    let other = moved(&unit(&other.drawing), right, down);
    together(unit(&one.drawing), other)
}

/// A digit and the near part of its neighbor.
pub(super) fn with_piece(rng: &mut Random, source: &Source<'_>) -> Drawing {
    let pair = source.of_one_writer(rng, 2);
    let [whole, cut] = pair[..] else {
        return Drawing::default();
    };
    // A 1 with a stroke beside it is many things.
    if whole.label == 1 {
        return Drawing::default();
    }
    let label = whole.label;
    let (whole, neighbor) = (unit(&whole.drawing), unit(&cut.drawing));
    let (part, gap) = (rng.random_range(0.3..=0.6), rng.random_range(0.03..=0.25));
    let is_right = rng.random_bool(0.5);
    if is_right && label == 5 {
        // It could be the bar of the 5, far out.
        return Drawing::default();
    }
    let piece = near_part(&neighbor, part, is_right);
    match (Extent::of(&whole), Extent::of(&piece)) {
        (Some(own), Some(other)) if other.longer() > 0.35 => {
            let right = if is_right {
                own.right() + gap - other.left
            } else {
                own.left - gap - other.right()
            };
            together(whole, moved(&piece, right, own.bottom() - 1.0))
        }
        _ => Drawing::default(),
    }
}

/// Near part of a neighbor: the left `part` of one on the right, or the right `part` of one on the
/// left.
fn near_part(neighbor: &Drawing, part: f32, is_right: bool) -> Drawing {
    let Some(extent) = Extent::of(neighbor) else {
        return neighbor.clone();
    };
    let cut = extent.left + extent.width * if is_right { part } else { 1.0 - part };
    let is_near = |point: &Point| (point.x <= cut) == is_right;
    let runs = neighbor.strokes.iter().flat_map(|stroke| {
        let runs = stroke.points.split(|point| !is_near(point));
        runs.filter(|run| run.len() > 1)
    });
    runs.map(|run| Stroke {
        points: run.to_vec(),
    })
    .collect()
}
