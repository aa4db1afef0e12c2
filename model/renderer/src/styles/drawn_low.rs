//! Styles of 1 to 4 that are drawn without the writer's shape.

use handwriting::Random;
use rand::RngExt;
use recognizer::{Drawing, Stroke};

use crate::paths::{Place, between, curve, joined, line, shaken};

/// Largest jitter of a point.
const SHAKE: f32 = 0.03;

/// A 1 that is one straight line.
pub(super) fn plain_one(rng: &mut Random) -> Drawing {
    let bend = rng.random_range(-0.02..=0.02);
    Drawing::from_iter([curve(&[(0.0, 0.0), (bend, 0.5), (0.0, 1.0)])])
}

/// A 1 with the upstroke that Europeans write, from a fifth to three quarters of its height.
pub(super) fn flagged_one(rng: &mut Random) -> Drawing {
    let top = (0.0, 0.0);
    let stem = line(&[top, (rng.random_range(-0.05..=0.05), 1.0)]);
    let flag = flag(rng, top);
    if rng.random_bool(0.75) {
        Drawing::from_iter([joined([flag, stem])])
    } else {
        Drawing::from_iter([stem, flag])
    }
}

/// A 1 with an upstroke on a foot.
pub(super) fn flagged_one_with_foot(rng: &mut Random) -> Drawing {
    let mut one = flagged_one(rng);
    one.strokes.push(foot(rng));
    one
}

/// A straight 1 on a foot.
pub(super) fn one_with_foot(rng: &mut Random) -> Drawing {
    Drawing::from_iter([line(&[(0.0, 0.0), (0.0, 1.0)]), foot(rng)])
}

fn flag(rng: &mut Random, top: Place) -> Stroke {
    let down = rng.random_range(0.2..=0.75_f32);
    // A flatter one would be the bar of a mirrored 7.
    let left = (down * rng.random_range(0.45..=1.1)).min(0.45);
    let start = (top.0 - left, top.1 + down);
    let (x, y) = between(start, top, 0.5);
    let bend = rng.random_range(-0.05..=0.08);
    curve(&[start, (x + bend, y + bend), top])
}

fn foot(rng: &mut Random) -> Stroke {
    let [left, right] = [(); 2].map(|()| rng.random_range(0.15..=0.35));
    let rise = rng.random_range(-0.04..=0.04);
    let y = rng.random_range(0.97..=1.03);
    line(&[(-left, y + rise), (right, y - rise)])
}

/// A 2 with a small loop at the bottom left.
pub(super) fn looped_two(rng: &mut Random) -> Drawing {
    let loop_size = rng.random_range(0.5..=1.3);
    let at = |x: f32, y: f32| (0.05 + loop_size * x, 0.93 - loop_size * y);
    let places = [
        (0.05, 0.22),
        (0.28, 0.0),
        (0.55, 0.2),
        (0.4, 0.55),
        at(0.16, 0.0),
        at(0.02, -0.03),
        at(0.0, 0.1),
        at(0.14, 0.12),
        (0.38, 0.93),
        (0.62, 0.98),
        (0.72, 0.9),
    ];
    Drawing::from_iter([curve(&shaken(rng, places, 0.02))])
}

/// A 2 with a straight base that begins at a corner.
pub(super) fn angular_two(rng: &mut Random) -> Drawing {
    let corner = (0.0, rng.random_range(0.93..=1.0));
    let [a, b, c, d] = shaken(
        rng,
        [(0.05, 0.22), (0.3, 0.0), (0.55, 0.22), (0.38, 0.58)],
        SHAKE,
    );
    let base = rng.random_range(0.5..=0.75);
    let end = (base, rng.random_range(0.93..=1.03));
    Drawing::from_iter([joined([curve(&[a, b, c, d, corner]), line(&[corner, end])])])
}

/// A 3 whose upper half is that of a Z.
pub(super) fn flat_topped_three(rng: &mut Random) -> Drawing {
    let [left, right, middle] = shaken(rng, [(0.02, 0.0), (0.52, 0.0), (0.24, 0.4)], SHAKE);
    let bowl = [(0.54, 0.66), (0.4, 0.96), (0.15, 0.99), (0.0, 0.87)];
    let [a, b, c, d] = shaken(rng, bowl, SHAKE);
    let top = line(&[left, right, middle]);
    Drawing::from_iter([joined([
        top,
        curve(&[middle, (middle.0 + 0.15, middle.1 + 0.03), a, b, c, d]),
    ])])
}

/// A 3 of two bows.
pub(super) fn round_three(rng: &mut Random) -> Drawing {
    let upper = [(0.05, 0.12), (0.27, 0.0), (0.48, 0.2), (0.2, 0.46)];
    let lower = [(0.53, 0.68), (0.38, 0.97), (0.15, 0.99), (0.0, 0.87)];
    let [a, b, c, middle] = shaken(rng, upper, SHAKE);
    let [d, e, f, g] = shaken(rng, lower, SHAKE);
    let upper = curve(&[a, b, c, middle]);
    let lower = curve(&[middle, (middle.0 + 0.16, middle.1 + 0.03), d, e, f, g]);
    Drawing::from_iter([joined([upper, lower])])
}

/// A 4 whose top is open.
pub(super) fn open_four(rng: &mut Random) -> Drawing {
    let beam = rng.random_range(0.5..=0.68);
    let angle = [
        (rng.random_range(0.05..=0.22), 0.0),
        (0.0, beam),
        (0.62, beam),
    ];
    let x = rng.random_range(0.38..=0.5);
    let stem = [(x + 0.02, rng.random_range(0.05..=0.3)), (x, 1.0)];
    let (angle, stem) = (shaken(rng, angle, SHAKE), shaken(rng, stem, SHAKE));
    Drawing::from_iter([line(&angle), line(&stem)])
}

/// A 4 with a triangle.
pub(super) fn closed_four(rng: &mut Random) -> Drawing {
    let beam = rng.random_range(0.58..=0.75);
    let x = rng.random_range(0.4..=0.55);
    let angle = shaken(rng, [(x, 0.0), (0.0, beam), (x + 0.2, beam)], SHAKE);
    let foot = (x + rng.random_range(-0.04..=0.04), 1.0);
    Drawing::from_iter([line(&angle), line(&[angle[0], foot])])
}

/// A closed 4 without lifting the pen, from the foot up or from the top down.
pub(super) fn one_stroke_four(rng: &mut Random) -> Drawing {
    let beam = rng.random_range(0.58..=0.75);
    let x = rng.random_range(0.4..=0.55);
    let [foot, top, left, right] = shaken(
        rng,
        [(x, 1.0), (x, 0.0), (0.0, beam), (x + 0.2, beam)],
        0.02,
    );
    Drawing::from_iter([line(&[foot, top, left, right])])
}
