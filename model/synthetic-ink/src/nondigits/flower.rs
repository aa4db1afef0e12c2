//! Flowers: petals around a ring, or all in one stroke; with or without a stem.

use std::f32::consts::{PI, TAU};

use recognizer::Drawing;

use super::sketch::{Sketch, arc, on_ellipse, ring};
use crate::curve::spline;
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let mut sketch = if random.chance(0.6) {
        petals(random)
    } else {
        rose(random)
    };
    if random.chance(0.5) {
        stem(&mut sketch, random);
    }
    sketch.turned(random.between(-0.2..0.2)).on_pad(0.4, random)
}

/// Separate petals around a ring.
fn petals(random: &mut Random) -> Sketch {
    let (count, middle) = (random.count(5..=8), random.between(0.25..0.45));
    let first = random.angle();
    let mut sketch = Sketch::default();
    sketch.add(ring((0.0, 0.0), (middle, middle), random.angle()));
    let half = PI / count as f32;
    for petal in 0..count {
        let angle = first + TAU * petal as f32 / count as f32;
        let long = random.between(0.9..1.1);
        let at = |radius: f32, angle| on_ellipse((0.0, 0.0), (radius, radius), angle);
        sketch.add(spline(&[
            at(middle, angle - half * 0.8),
            at(long * 0.8, angle - half * 0.8),
            at(long, angle),
            at(long * 0.8, angle + half * 0.8),
            at(middle, angle + half * 0.8),
        ]));
    }
    sketch
}

/// All petals in one stroke, which passes through the center between them.
fn rose(random: &mut Random) -> Sketch {
    let (petals, first) = (random.count(4..=7), random.angle());
    let broad = random.between(0.7..1.1) * PI / petals as f32;
    let mut control = vec![(0.0, 0.0)];
    for petal in 0..petals {
        let angle = first + TAU * petal as f32 / petals as f32;
        for (radius, side) in [(0.7, -broad), (1.0, 0.0), (0.7, broad), (0.0, 0.0)] {
            let radius: f32 = radius * random.between(0.9..1.1);
            control.push(on_ellipse((0.0, 0.0), (radius, radius), angle + side));
        }
    }
    let mut sketch = Sketch::default();
    sketch.add(spline(&control));
    sketch
}

fn stem(sketch: &mut Sketch, random: &mut Random) {
    let foot = (random.between(-0.3..0.3), random.between(2.0..3.0));
    let bend = random.near((0.0, 1.6), 0.15);
    sketch.add(spline(&[(0.0, 1.05), bend, foot]));
    let side = random.sign();
    let leaf = (0.25, random.between(0.1..0.2));
    sketch.add(arc((bend.0 + side * 0.25, bend.1), leaf, 0.0, TAU));
}
