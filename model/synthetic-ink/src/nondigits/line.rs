//! One line across the pad, flat enough not to be a 1.

use ink_geometry::Path;
use recognizer::Drawing;

use super::sketch::{Sketch, on_ellipse};
use crate::curve::{polyline, spline};
use crate::random::Random;

/// Largest slope in radians, ten degrees below the 45° that a slanted 1 may have.
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

fn bow(random: &mut Random) -> Path {
    let depth = random.between(0.05..0.2) * random.sign();
    let middle = (random.between(-0.4..0.4), depth);
    spline(&[(-1.0, 0.0), middle, (1.0, 0.0)])
}

/// A line that bends to one side, then a little to the other.
fn wave(random: &mut Random) -> Path {
    let depth = random.between(0.03..0.1) * random.sign();
    let crest = |angle| on_ellipse((0.0, 0.0), (0.6, depth), angle);
    let side = random.between(0.5..1.2);
    let (first, second) = (crest(side + 2.0), crest(-side));
    spline(&[(-1.0, 0.0), first, second, (1.0, 0.0)])
}
