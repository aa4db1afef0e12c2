//! Lines, marks and dots.

use handwriting::Random;
use ink_geometry::turn;
use rand::RngExt;
use recognizer::{Drawing, Stroke};

use crate::paths::{Place, arc, curve, line, shaken};

/// One to four lines beside each other, straight or bent, at most 45° steep.
pub(super) fn lines(rng: &mut Random) -> Drawing {
    let count = rng.random_range(1..=4);
    let angle = rng.random_range(-45.0..=45.0_f32).to_radians();
    let bend = rng.random_range(-0.25..=0.25);
    let apart = rng.random_range(0.15..=0.4);
    (0..count)
        .map(|index| slope(rng, angle, bend, apart * index as f32))
        .collect()
}

fn slope(rng: &mut Random, angle: f32, bend: f32, down: f32) -> Stroke {
    let half = rng.random_range(0.35..=0.5);
    let (sin, cos) = angle.sin_cos();
    let at = |along: f32, across: f32| turn((along, across), (cos, sin));
    let middle = at(rng.random_range(-0.1..=0.1), down + bend);
    curve(&[at(-half, down), middle, at(half, down)])
}

/// A tick, an angle or a cross.
pub(super) fn mark(rng: &mut Random) -> Drawing {
    match rng.random_range(0..4) {
        0 => tick(rng),
        1 => angle(rng),
        _ => cross(rng),
    }
}

fn tick(rng: &mut Random) -> Drawing {
    let depth = rng.random_range(0.6..=1.0);
    let start = (0.0, depth - rng.random_range(0.25..=0.45));
    let end = (rng.random_range(0.7..=1.1), 0.0);
    let places = [start, (rng.random_range(0.2..=0.35), depth), end];
    Drawing::from_iter([line(&shaken(rng, places, 0.03))])
}

/// "V", "Λ" wide open, "<" or ">"; a narrow "Λ" could be a 1 with a flag.
fn angle(rng: &mut Random) -> Drawing {
    let half = rng.random_range(0.3..=0.5);
    let places: [Place; 3] = match rng.random_range(0..4) {
        0 => [(-half, 0.0), (0.0, 0.8), (half, 0.0)],
        1 => [(-0.5, 0.5), (0.0, 0.0), (0.5, 0.5)],
        2 => [(0.8, -half), (0.0, 0.0), (0.8, half)],
        _ => [(0.0, -half), (0.8, 0.0), (0.0, half)],
    };
    Drawing::from_iter([line(&shaken(rng, places, 0.04))])
}

fn cross(rng: &mut Random) -> Drawing {
    let ends = [(0.0, 0.0), (0.8, 1.0), (0.8, 0.0), (0.0, 1.0)];
    let upright = [(0.45, 0.0), (0.45, 0.9), (0.0, 0.45), (0.9, 0.45)];
    let ends = if rng.random_bool(0.6) { ends } else { upright };
    let [a, b, c, d] = shaken(rng, ends, 0.06);
    Drawing::from_iter([line(&[a, b]), line(&[c, d])])
}

/// Two to six dots or short dashes, wider than high.
pub(super) fn dots(rng: &mut Random) -> Drawing {
    let count = rng.random_range(2..=6);
    let length = if rng.random_bool(0.5) {
        0.0
    } else {
        rng.random_range(0.02..=0.15)
    };
    let dot = |_| {
        let (x, y) = (rng.random_range(0.0..=1.0), rng.random_range(0.0..=0.8));
        line(&[(x, y), (x + length, y + rng.random_range(-0.03..=0.03))])
    };
    (0..count).map(dot).collect()
}

/// A tap on the pad: a point, or a short slip of the pen.
pub(super) fn tap(rng: &mut Random) -> Drawing {
    if rng.random_bool(0.5) {
        return Drawing::from_iter([Stroke::from_iter([(0.0, 0.0)])]);
    }
    let places = [(0.0, 0.0), (0.5, 0.3), (1.0, 0.5)];
    let slip = shaken(rng, places, 0.3);
    if rng.random_bool(0.3) {
        return Drawing::from_iter([arc(
            (0.0, 0.0),
            (0.5, 0.4),
            0.0,
            rng.random_range(90.0..=250.0),
        )]);
    }
    Drawing::from_iter([curve(&slip)])
}
