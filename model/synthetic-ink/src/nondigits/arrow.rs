//! Arrows: drawn as lines, with one head or two, or as an outline.

use std::f32::consts::PI;

use recognizer::Drawing;

use super::sketch::{Sketch, on_ellipse};
use crate::curve::{polyline, spline};
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let sketch = if random.chance(0.25) {
        outline(random).turned(random.angle())
    } else {
        // A steeper arrow would resemble a 1 with a flag.
        let slope = random.between(-0.8..0.8);
        let back = if random.chance(0.5) { PI } else { 0.0 };
        lines(random).turned(slope + back)
    };
    sketch.on_pad(0.25, random)
}

fn lines(random: &mut Random) -> Sketch {
    let mut sketch = Sketch::default();
    let bow = random.between(-0.15..0.15);
    sketch.add(spline(&[(-1.0, 0.0), (0.0, bow), (1.0, 0.0)]));
    head(&mut sketch, random);
    if random.chance(0.25) {
        sketch = sketch.turned(PI);
        head(&mut sketch, random);
    }
    sketch
}

/// Adds a head at the right end, open or closed.
fn head(sketch: &mut Sketch, random: &mut Random) {
    let (long, half) = (random.between(0.45..0.8), random.between(0.45..0.9));
    let barb = |angle: f32| on_ellipse((1.0, 0.0), (long, long), PI + angle);
    let mut corners = vec![barb(half), (1.0, 0.0), barb(-half)];
    if random.chance(0.3) {
        corners.push(corners[0]);
    }
    sketch.add(polyline(&random.all_near(&corners, 0.04)));
}

/// The outline of a broad shaft and a broader head.
fn outline(random: &mut Random) -> Sketch {
    let (shaft, wide) = (random.between(0.15..0.35), random.between(0.55..0.9));
    let neck = random.between(0.0..0.5);
    let corners = [
        (-1.0, -shaft),
        (neck, -shaft),
        (neck, -wide),
        (1.0, 0.0),
        (neck, wide),
        (neck, shaft),
        (-1.0, shaft),
    ];
    let mut corners = random.all_near(&corners, 0.06);
    corners.push(corners[0]);
    let mut sketch = Sketch::default();
    sketch.add(polyline(&corners));
    sketch
}
