//! Hatching: rows of dashes in all directions, parallels and grids.

use ink_geometry::Path;
use recognizer::Drawing;

use super::sketch::{Sketch, on_ellipse};
use crate::curve::polyline;
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let kinds: [fn(&mut Random) -> Sketch; 3] = [dashes, parallels, grid];
    let sketch = random.one_of(&kinds)(random);
    sketch.on_pad(0.45, random)
}

/// A straight stroke through its middle, at an angle in radians.
fn dash(middle: (f32, f32), half: f32, angle: f32) -> Path {
    let end = |half: f32| on_ellipse(middle, (half, half), angle);
    polyline(&[end(half), end(-half)])
}

/// Rows of short strokes in random directions.
fn dashes(random: &mut Random) -> Sketch {
    let (rows, columns) = (random.count(2..=5), random.count(4..=7));
    let long = random.between(0.25..0.55);
    let mut sketch = Sketch::default();
    for cell in 0..rows * columns {
        let middle = ((cell % columns) as f32, (cell / columns) as f32);
        let half = long * random.between(0.7..1.1);
        let middle = random.near(middle, 0.15);
        sketch.add(dash(middle, half, random.angle()));
    }
    sketch
}

/// Long strokes side by side, flatter than a 1.
fn parallels(random: &mut Random) -> Sketch {
    let slope = random.between(-0.6..0.6);
    let (lines, long) = (random.count(3..=8), random.between(1.0..3.0));
    let mut sketch = Sketch::default();
    for line in 0..lines {
        let middle = random.near((0.0, line as f32 * 0.6), 0.15);
        let half = long * random.between(0.7..1.1);
        let slope = slope + random.between(-0.08..0.08);
        sketch.add(dash(middle, half, slope));
    }
    sketch
}

/// Parallels that cross others.
fn grid(random: &mut Random) -> Sketch {
    let across = parallels(random);
    let (least, greatest) = across.bounds();
    let (wide, high) = (greatest.0 - least.0, greatest.1 - least.1);
    let mut sketch = across;
    let lean = random.between(-0.4..0.4);
    let lines = random.count(3..=7);
    for line in 0..lines {
        let x = least.0 + wide * (line as f32 + 0.5) / lines as f32;
        let ends = [(x + lean, least.1), (x - lean, least.1 + high)];
        sketch.add(polyline(&random.all_near(&ends, 0.15)));
    }
    sketch
}
