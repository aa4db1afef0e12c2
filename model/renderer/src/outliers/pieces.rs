//! Parts of digits that are not digits themselves.

use std::ops::RangeInclusive;

use handwriting::Random;
use ink_geometry::Extent;
use rand::RngExt;
use rand::seq::IndexedRandom;
use recognizer::{Drawing, Stroke};

use crate::source::Source;

/// One stroke of a digit that has several: the bar of a 5 or 7, the angle of a 4.
pub(super) fn stroke(rng: &mut Random, source: &Source<'_>) -> Drawing {
    let label = *[4, 4, 5, 5, 7].choose(rng).unwrap_or(&4);
    let digit = source.any_of(rng, label);
    if digit.strokes.len() < 2 {
        return Drawing::default();
    }
    let own = digit.strokes.choose(rng).cloned();
    let own: Drawing = own.into_iter().collect();
    match Extent::of(&own) {
        // Without its bar a 7 is still a 7, and a 5 much like one.
        Some(extent) if label != 4 && extent.height > 0.4 => Drawing::default(),
        Some(extent) if extent.longer() > 0.12 => own,
        _ => Drawing::default(),
    }
}

/// Starts and lengths of the pieces of a digit's only stroke, relative to its length.
struct Cut {
    digit: u8,
    starts: RangeInclusive<f32>,
    lengths: RangeInclusive<f32>,
}

const fn cut(digit: u8, starts: RangeInclusive<f32>, lengths: RangeInclusive<f32>) -> Cut {
    Cut {
        digit,
        starts,
        lengths,
    }
}

/// Cuts whose pieces are not digits: half an 8 can be a 5 or a 3, the end of a 9 a 1.
const CUTS: &[Cut] = &[
    cut(0, 0.0..=0.5, 0.3..=0.5),
    cut(2, 0.65..=0.7, 0.3..=0.35),
    cut(3, 0.55..=0.65, 0.35..=0.45),
    cut(5, 0.4..=0.6, 0.3..=0.5),
    cut(6, 0.6..=0.7, 0.2..=0.3),
    cut(8, 0.0..=0.7, 0.2..=0.3),
    cut(9, 0.0..=0.2, 0.25..=0.35),
];

/// A quarter to a half of a digit's only stroke.
pub(super) fn piece(rng: &mut Random, source: &Source<'_>) -> Drawing {
    let Some(cut) = CUTS.choose(rng) else {
        return Drawing::default();
    };
    let digit = source.any_of(rng, cut.digit);
    let [only] = &digit.strokes[..] else {
        return Drawing::default();
    };
    let start = rng.random_range(cut.starts.clone());
    let end = start + rng.random_range(cut.lengths.clone());
    Drawing::from_iter([between(only, start, end)])
}

/// Part of the stroke between two shares of its length.
fn between(stroke: &Stroke, start: f32, end: f32) -> Stroke {
    let mut length = 0.0;
    let lengths = stroke.points.windows(2).map(|pair| {
        length += (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
        length
    });
    let lengths: Vec<f32> = std::iter::once(0.0).chain(lengths).collect();
    let whole = lengths.last().copied().unwrap_or(0.0);
    let inner = start * whole..=end * whole;
    let points = stroke.points.iter().zip(&lengths);
    let points = points.filter(|(_, length)| inner.contains(length));
    Stroke {
        points: points.map(|(point, _)| *point).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::line;

    #[test]
    fn a_piece_is_cut_by_length() {
        // The pen hurries along the first half.
        let hasty = Stroke::from_iter([(0.0, 0.0), (2.0, 0.0)]);
        let slow = line(&[(2.0, 0.0), (2.0, 2.0)]);
        let points = hasty.points.iter().chain(&slow.points).copied();
        let stroke = Stroke {
            points: points.collect(),
        };
        let piece = Drawing::from_iter([between(&stroke, 0.5, 0.75)]);
        let extent = Extent::of(&piece).expect("ink");
        assert!(extent.left == 2.0 && extent.width == 0.0, "{extent:?}");
        assert!(
            extent.top < 0.05 && (extent.bottom() - 1.0).abs() < 0.05,
            "{extent:?}"
        );
    }
}
