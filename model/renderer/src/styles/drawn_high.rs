//! Styles of 5 to 9 that are drawn without the writer's shape.

use handwriting::Random;
use rand::RngExt;
use recognizer::{Drawing, Stroke};

use crate::paths::{Place, arc, curve, joined, line, shaken};

/// Largest jitter of a point.
const SHAKE: f32 = 0.03;

/// A 5 whose bar is a stroke of its own and does not quite meet the rest.
pub(super) fn five_of_two_strokes(rng: &mut Random) -> Drawing {
    let start = (0.1, rng.random_range(0.0..=0.12));
    let left = 0.1 + rng.random_range(-0.05..=0.1);
    let bar = [(left, 0.0), (rng.random_range(0.45..=0.7), 0.0)];
    let bar = shaken(rng, bar, SHAKE);
    Drawing::from_iter([cup(rng, start), line(&bar)])
}

/// A 5 that begins at the right end of its bar.
pub(super) fn five_of_one_stroke(rng: &mut Random) -> Drawing {
    let [right, corner] = shaken(rng, [(0.55, 0.0), (0.1, 0.02)], SHAKE);
    Drawing::from_iter([joined([line(&[right, corner]), cup(rng, corner)])])
}

/// The part of a 5 below its bar.
fn cup(rng: &mut Random, start: Place) -> Stroke {
    let neck = (
        0.07 + rng.random_range(-0.03..=0.03),
        rng.random_range(0.38..=0.5),
    );
    let bowl = [
        (0.32, 0.38),
        (0.56, 0.64),
        (0.4, 0.96),
        (0.15, 1.0),
        (0.0, 0.9),
    ];
    let [a, b, c, d, e] = shaken(rng, bowl, SHAKE);
    joined([line(&[start, neck]), curve(&[neck, a, b, c, d, e])])
}

/// A 6 whose loop may end before it is closed.
pub(super) fn six(rng: &mut Random) -> Drawing {
    let places = [
        (rng.random_range(0.3..=0.5), 0.0),
        (0.13, 0.35),
        (0.02, 0.7),
        (0.2, 1.0),
        (0.48, 0.84),
        (0.38, 0.57),
        (rng.random_range(0.06..=0.22), 0.68),
    ];
    Drawing::from_iter([curve(&shaken(rng, places, 0.025))])
}

/// A 7 of two straight lines, sometimes with a tick where it begins.
pub(super) fn plain_seven(rng: &mut Random) -> Drawing {
    let (top, corner, foot) = seven(rng);
    Drawing::from_iter([joined([top, line(&[corner, foot])])])
}

/// A 7 whose stem is bent.
pub(super) fn curved_seven(rng: &mut Random) -> Drawing {
    let (top, corner, foot) = seven(rng);
    let bend = rng.random_range(-0.12..=-0.03);
    let middle = (
        f32::midpoint(corner.0, foot.0) + bend,
        f32::midpoint(corner.1, foot.1) + bend / 2.0,
    );
    Drawing::from_iter([joined([top, curve(&[corner, middle, foot])])])
}

/// A 7 with a bar through its stem.
pub(super) fn barred_seven(rng: &mut Random) -> Drawing {
    let (top, corner, foot) = seven(rng);
    let part = rng.random_range(0.4..=0.6);
    let x = corner.0 + part * (foot.0 - corner.0);
    let [left, right] = [(); 2].map(|()| rng.random_range(0.13..=0.3));
    let bar = shaken(rng, [(x - left, part), (x + right, part)], SHAKE);
    Drawing::from_iter([joined([top, line(&[corner, foot])]), line(&bar)])
}

/// The top of a 7, its corner and its foot.
fn seven(rng: &mut Random) -> (Stroke, Place, Place) {
    let [left, corner] = shaken(rng, [(0.0, 0.02), (0.55, 0.0)], SHAKE);
    let foot = (rng.random_range(0.08..=0.4), 1.0);
    let tick = (
        left.0 + rng.random_range(-0.04..=0.02),
        left.1 + rng.random_range(0.06..=0.16),
    );
    let places = if rng.random_bool(0.3) {
        vec![tick, left, corner]
    } else {
        vec![left, corner]
    };
    (line(&places), corner, foot)
}

/// An 8 made of two circles one above the other.
pub(super) fn eight_of_two_circles(rng: &mut Random) -> Drawing {
    let mut radius = |from, to| (rng.random_range(from..=to), rng.random_range(from..=to));
    let (upper, lower) = (radius(0.2, 0.27), radius(0.23, 0.3));
    let overlap = rng.random_range(-0.02..=0.06);
    let apart = upper.1 + lower.1 - overlap;
    let aside = rng.random_range(-0.05..=0.05);
    Drawing::from_iter([
        circle(rng, (0.0, 0.0), upper),
        circle(rng, (aside, apart), lower),
    ])
}

/// A circle by hand: it may end a little too soon or too late.
fn circle(rng: &mut Random, middle: Place, radii: Place) -> Stroke {
    let start = rng.random_range(-120.0..=-60.0);
    arc(
        middle,
        radii,
        start,
        start - 360.0 + rng.random_range(-20.0..=20.0),
    )
}

/// A 9 whose tail ends in a hook to the left.
pub(super) fn hooked_nine(rng: &mut Random) -> Drawing {
    let depth = rng.random_range(0.8..=0.95);
    let hook = [
        (0.46, 0.72),
        (0.24, 1.0),
        (rng.random_range(0.0..=0.12), depth),
    ];
    let [a, b, c] = shaken(rng, hook, SHAKE);
    let (head, right) = head(rng);
    Drawing::from_iter([joined([head, curve(&[right, a, b, c])])])
}

/// A 9 whose tail is straight.
pub(super) fn straight_nine(rng: &mut Random) -> Drawing {
    let foot = (rng.random_range(0.3..=0.55), 1.0);
    let (head, right) = head(rng);
    Drawing::from_iter([joined([head, line(&[right, foot])])])
}

/// The loop of a 9, counterclockwise, and where its tail begins; the loop may be a little open.
fn head(rng: &mut Random) -> (Stroke, Place) {
    let radii = (rng.random_range(0.2..=0.26), rng.random_range(0.2..=0.28));
    let start = rng.random_range(-60.0..=-15.0);
    let end = rng.random_range(-345.0..=-320.0);
    let middle = (0.26, radii.1);
    let right = (middle.0 + radii.0, middle.1 * rng.random_range(0.5..=0.9));
    (
        joined([arc(middle, radii, start, end), line(&[right])]),
        right,
    )
}
