//! One line across the pad, flat enough not to be a 1.

use recognizer::Drawing;

use super::sketch::{Points, Sketch, on_ellipse};
use crate::curve::{polyline, spline};
use crate::random::Random;

/// The steepest, in radians: at 45° a slanted 1 would be possible, so ten degrees less.
const STEEPEST: f32 = 0.61;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let mut sketch = Sketch::default();
    sketch.add(match random.count(0..=2) {
        0 => polyline(&[(-1.0, 0.0), (1.0, 0.0)]),
        1 => bow(random),
        _ => wave(random),
    });
    let slope = random.between(-STEEPEST..STEEPEST);
    sketch.turned(slope).on_pad(0.25, random)
}

fn bow(random: &mut Random) -> Points {
    let depth = random.between(0.05..0.2) * random.sign();
    let middle = (random.between(-0.4..0.4), depth);
    spline(&[(-1.0, 0.0), middle, (1.0, 0.0)])
}

/// Bowed one way, then a little the other.
fn wave(random: &mut Random) -> Points {
    let depth = random.between(0.03..0.1) * random.sign();
    let crest = |angle| on_ellipse((0.0, 0.0), (0.6, depth), angle);
    let side = random.between(0.5..1.2);
    let (first, second) = (crest(side + 2.0), crest(-side));
    spline(&[(-1.0, 0.0), first, second, (1.0, 0.0)])
}
