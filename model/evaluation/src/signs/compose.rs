//! Composes digits and signs into lines and rows of handwriting.

use std::ops::Range;

use handwriting::numbers::{DIGIT_HEIGHT, compose};
use handwriting::{PenDigit, Random};
use ink_geometry::Extent;
use rand::RngExt;
use rand::seq::IndexedRandom;
use recognizer::{Drawing, Point, Stroke};

/// Gaps between neighbors, in digit heights.
const GAP: std::ops::RangeInclusive<f32> = 0.1..=0.4;
const SIGN_GAP: Range<f32> = 0.18..0.4;

/// Gap between two rows, and horizontal offset of the second, in digit heights.
const ROW_GAP: Range<f32> = 0.15..0.8;
const OFFSET: Range<f32> = -0.8..0.8;

/// Kind of ink that is no whole number.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) compose: fn(&mut Random, &[&PenDigit]) -> Drawing,
}

pub(super) const KINDS: [Kind; 8] = [
    Kind {
        name: "decimals with a point",
        compose: |rng, own| between(rng, own, point),
    },
    Kind {
        name: "decimals with a comma",
        compose: |rng, own| between(rng, own, comma),
    },
    Kind {
        name: "negative numbers",
        compose: |rng, own| {
            let parts = vec![minus(rng), digits(rng, own)];
            beside(rng, parts)
        },
    },
    Kind {
        name: "differences",
        compose: |rng, own| between(rng, own, minus),
    },
    Kind {
        name: "sums",
        compose: |rng, own| {
            let mut parts = vec![digits(rng, own), plus(rng), digits(rng, own)];
            if rng.random_bool(0.5) {
                parts.extend([equals(rng), digits(rng, own)]);
            }
            beside(rng, parts)
        },
    },
    Kind {
        name: "times of day",
        compose: |rng, own| between(rng, own, colon),
    },
    Kind {
        name: "products",
        compose: |rng, own| between(rng, own, times),
    },
    Kind {
        name: "two rows",
        compose: |rng, own| rows(rng, own),
    },
];

/// One to three digits with their foot near y = 0.
fn digits(rng: &mut Random, own: &[&PenDigit]) -> Drawing {
    let length = rng.random_range(1..=3);
    let chosen: Vec<&PenDigit> = (0..length)
        .filter_map(|_| own.choose(rng).copied())
        .collect();
    let written = compose(rng, &chosen, GAP, DIGIT_HEIGHT).drawing;
    let foot = Extent::of(&written).map_or(0.0, |extent| extent.bottom());
    written.map_points(|point| Point::new(point.x, point.y - foot))
}

fn between(rng: &mut Random, own: &[&PenDigit], sign: fn(&mut Random) -> Drawing) -> Drawing {
    let parts = vec![digits(rng, own), sign(rng), digits(rng, own)];
    beside(rng, parts)
}

/// Writes the parts beside each other.
fn beside(rng: &mut Random, parts: Vec<Drawing>) -> Drawing {
    let mut left = 0.0;
    let mut strokes = Vec::new();
    for part in parts {
        let extent = Extent::of(&part);
        let (start, width) = extent.map_or((0.0, 0.0), |extent| (extent.left, extent.width));
        let placed = part.map_points(|point| Point::new(point.x - start + left, point.y));
        strokes.extend(placed.strokes);
        left += width + DIGIT_HEIGHT * rng.random_range(SIGN_GAP);
    }
    Drawing { strokes }
}

/// Two numbers above each other.
fn rows(rng: &mut Random, own: &[&PenDigit]) -> Drawing {
    let (above, below) = (digits(rng, own), digits(rng, own));
    let place = |drawing: &Drawing| Extent::of(drawing).map_or((0.0, 0.0), |it| (it.left, it.top));
    let ((first, _), (second, top)) = (place(&above), place(&below));
    let right = first - second + DIGIT_HEIGHT * rng.random_range(OFFSET);
    let down = DIGIT_HEIGHT * rng.random_range(ROW_GAP) - top;
    let below = below.map_points(|point| Point::new(point.x + right, point.y + down));
    above.strokes.into_iter().chain(below.strokes).collect()
}

/// Strokes through these places, in digit heights from the foot of the digits, which shake a little.
fn strokes(rng: &mut Random, paths: &[&[(f32, f32)]]) -> Drawing {
    let stroke = |path: &&[(f32, f32)]| -> Stroke {
        let places = path.iter().map(|&(x, y)| {
            let mut shaken = |at: f32| DIGIT_HEIGHT * (at + rng.random_range(-0.02..0.02));
            (shaken(x), shaken(y))
        });
        places.collect()
    };
    paths.iter().map(stroke).collect()
}

/// Tap, or a small blob.
fn point(rng: &mut Random) -> Drawing {
    let y = rng.random_range(-0.06..0.06);
    let size = rng.random_range(0.01..0.06);
    if rng.random_bool(0.5) {
        return strokes(rng, &[&[(0.0, y)]]);
    }
    strokes(
        rng,
        &[&[(0.0, y), (size, y), (size, y + size), (0.0, y + size)]],
    )
}

fn comma(rng: &mut Random) -> Drawing {
    let (left, length) = (rng.random_range(0.0..0.12), rng.random_range(0.12..0.3));
    let top = rng.random_range(-0.1..0.05);
    strokes(rng, &[&[(left, top), (0.0, top + length)]])
}

fn minus(rng: &mut Random) -> Drawing {
    let (width, y) = (rng.random_range(0.25..0.7), rng.random_range(-0.62..-0.38));
    let end = y + rng.random_range(-0.06..0.06);
    strokes(rng, &[&[(0.0, y), (width, end)]])
}

fn plus(rng: &mut Random) -> Drawing {
    let (half, y) = (rng.random_range(0.15..0.35), rng.random_range(-0.6..-0.4));
    strokes(
        rng,
        &[
            &[(-half, y), (half, y)],
            &[(0.0, y - half), (0.0, y + half)],
        ],
    )
}

fn times(rng: &mut Random) -> Drawing {
    let (half, y) = (rng.random_range(0.12..0.3), rng.random_range(-0.55..-0.35));
    let paths: [&[(f32, f32)]; 2] = [
        &[(-half, y - half), (half, y + half)],
        &[(half, y - half), (-half, y + half)],
    ];
    strokes(rng, &paths)
}

fn equals(rng: &mut Random) -> Drawing {
    let (width, gap) = (rng.random_range(0.3..0.6), rng.random_range(0.1..0.2));
    let (above, below) = (-0.45 - gap, -0.45 + gap);
    strokes(
        rng,
        &[
            &[(0.0, above), (width, above)],
            &[(0.0, below), (width, below)],
        ],
    )
}

fn colon(rng: &mut Random) -> Drawing {
    let (above, below) = (rng.random_range(-0.75..-0.5), rng.random_range(-0.2..0.0));
    strokes(rng, &[&[(0.0, above)], &[(0.0, below)]])
}
