//! Faces, happy or sad.

use std::f32::consts::PI;

use ink_geometry::Path;
use recognizer::Drawing;

use super::sketch::{Sketch, arc, ring};
use crate::curve::polyline;
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let mut sketch = Sketch::default();
    let head = (random.between(0.85..1.15), 1.0);
    sketch.add(ring((0.0, 0.0), head, random.angle()));
    eyes(&mut sketch, random);
    sketch.add(mouth(random));
    if random.chance(0.4) {
        sketch.add(polyline(
            &random.all_near(&[(0.0, -0.1), (0.0, 0.15)], 0.05),
        ));
    }
    if random.chance(0.3) {
        hair(&mut sketch, random);
    }
    sketch
        .turned(random.between(-0.2..0.2))
        .on_pad(0.45, random)
}

fn eyes(sketch: &mut Sketch, random: &mut Random) {
    let (apart, up) = (random.between(0.3..0.45), random.between(0.2..0.4));
    let (open, kind) = (random.between(0.06..0.15), random.count(0..=2));
    for side in [-apart, apart] {
        let (x, y) = random.near((side, -up), 0.04);
        sketch.add(match kind {
            0 => vec![(x, y)],
            1 => polyline(&[(x, y - open), (x, y + open)]),
            _ => ring((x, y), (open, open), random.angle()),
        });
    }
}

/// A smile, a straight face, or a sad one.
fn mouth(random: &mut Random) -> Path {
    let (wide, deep) = (random.between(0.3..0.6), random.between(0.15..0.4));
    match random.count(0..=3) {
        0 => polyline(&random.all_near(&[(-wide, 0.45), (wide, 0.45)], 0.06)),
        1 => arc((0.0, 0.65), (wide, deep), PI, PI),
        _ => arc((0.0, 0.25), (wide, deep), 0.0, PI),
    }
}

fn hair(sketch: &mut Sketch, random: &mut Random) {
    for _ in 0..random.count(3..=7) {
        let x = random.between(-0.5..0.5);
        let ends = [(x, -0.85), (x * 1.5, -1.35)];
        sketch.add(polyline(&random.all_near(&ends, 0.08)));
    }
}
