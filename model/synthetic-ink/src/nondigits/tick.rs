//! Check marks, bare or in a box.

use recognizer::Drawing;

use super::sketch::{Sketch, on_ellipse};
use crate::curve::{polyline, spline};
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let mut sketch = tick(random);
    if random.chance(0.25) {
        sketch.join(frame(random));
    }
    sketch.on_pad(0.2, random)
}

fn tick(random: &mut Random) -> Sketch {
    let short = random.between(0.25..0.55);
    // With a vertical arm the tick would be a 1.
    let left = on_ellipse((0.0, 0.0), (short, short), -random.between(2.0..2.7));
    let right = on_ellipse((0.0, 0.0), (1.0, 1.0), -random.between(0.4..0.95));
    let mut sketch = Sketch::default();
    sketch.add(if random.chance(0.6) {
        polyline(&[left, (0.0, 0.0), right])
    } else {
        let bow = random.near((right.0 / 2.0, right.1 / 2.0), 0.06);
        [
            polyline(&[left, (0.0, 0.0)]),
            spline(&[(0.0, 0.0), bow, right]),
        ]
        .concat()
    });
    sketch
}

/// A box, out of which the tick may reach.
fn frame(random: &mut Random) -> Sketch {
    let (left, top) = random.near((-0.45, -0.75), 0.1);
    let (right, bottom) = random.near((0.75, 0.2), 0.1);
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    let mut corners = random.all_near(&corners, 0.04);
    corners.push(corners[0]);
    let mut sketch = Sketch::default();
    sketch.add(polyline(&corners));
    sketch
}
