//! Hearts, in one stroke or in two halves, some with an arrow through them.

use ink_geometry::Path;
use recognizer::Drawing;

use super::sketch::Sketch;
use crate::curve::{polyline, spline};
use crate::random::Random;

/// Control points of the left half from the notch, which is in the origin, to the tip.
const HALF: [(f32, f32); 6] = [
    (0.0, 0.0),
    (-0.16, -0.24),
    (-0.42, -0.26),
    (-0.54, 0.0),
    (-0.38, 0.36),
    (0.0, 0.78),
];

pub(super) fn draw(random: &mut Random) -> Drawing {
    let (left, right) = (half(-1.0, random), half(1.0, random));
    let mut sketch = Sketch::default();
    if random.chance(0.6) {
        sketch.add(left.into_iter().chain(right.into_iter().rev()).collect());
    } else {
        sketch.add(left);
        sketch.add(right);
    }
    if random.chance(0.15) {
        sketch.add(polyline(&random.all_near(&[(-0.8, 0.5), (0.8, -0.1)], 0.1)));
    }
    let wide = random.between(0.85..1.3);
    let sketch = sketch.stretched(wide, 1.0);
    sketch
        .turned(random.between(-0.3..0.3))
        .on_pad(0.25, random)
}

fn half(side: f32, random: &mut Random) -> Path {
    let notch = random.between(-0.06..0.06);
    let points = HALF.map(|(x, y)| (-side * x, y));
    let mut points = random.all_near(&points, 0.035);
    points[0].1 += notch;
    spline(&points)
}
