//! Spirals with too many turns to be a 6, 9 or 0.

use ink_geometry::Path;
use recognizer::Drawing;

use super::sketch::{Sketch, on_ellipse};
use crate::curve::{polyline, spline};
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let angular = random.chance(0.25);
    // Corners of a square one, samples of a round one.
    let per_turn = if angular { 4 } else { 10 };
    let points = spiral(per_turn, random);
    let mut sketch = Sketch::default();
    sketch.add(if angular {
        polyline(&points)
    } else {
        spline(&points)
    });
    let narrow = random.between(0.7..1.0);
    let sketch = sketch.stretched(1.0, narrow);
    sketch.turned(random.angle()).on_pad(0.35, random)
}

fn spiral(per_turn: usize, random: &mut Random) -> Path {
    let samples = (random.between(2.6..5.0) * per_turn as f32) as usize;
    let (turn, hole) = (random.sign(), random.between(0.0..0.1));
    let uneven = random.between(0.0..0.06);
    let points = (0..=samples).map(|sample| {
        let angle = turn * sample as f32 / per_turn as f32 * std::f32::consts::TAU;
        let radius = hole + (1.0 - hole) * sample as f32 / samples as f32;
        let radius = radius * (1.0 + random.between(-uneven..uneven));
        on_ellipse((0.0, 0.0), (radius, radius), angle)
    });
    points.collect()
}
