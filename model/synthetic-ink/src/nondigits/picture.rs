//! Small pictures: a house, a sun, a person, a fir, a ladder, an envelope.

use std::f32::consts::TAU;

use recognizer::Drawing;

use super::sketch::{Sketch, on_ellipse, ring};
use crate::curve::polyline;
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let kinds: [fn(&mut Random) -> Sketch; 6] = [house, sun, person, fir, ladder, envelope];
    let sketch = random.one_of(&kinds)(random);
    let wide = random.between(0.9..1.3);
    let sketch = sketch.stretched(wide, 1.0);
    sketch
        .turned(random.between(-0.15..0.15))
        .on_pad(0.35, random)
}

/// Adds a line through jittered corners.
fn line(sketch: &mut Sketch, corners: &[(f32, f32)], random: &mut Random) {
    sketch.add(polyline(&random.all_near(corners, 0.04)));
}

fn house(random: &mut Random) -> Sketch {
    let mut sketch = Sketch::default();
    let walls = [
        (-0.8, 0.0),
        (-0.8, 1.0),
        (0.8, 1.0),
        (0.8, 0.0),
        (-0.8, 0.0),
    ];
    line(&mut sketch, &walls, random);
    let ridge = (random.between(-0.2..0.2), -random.between(0.4..0.9));
    line(&mut sketch, &[(-0.9, 0.0), ridge, (0.9, 0.0)], random);
    if random.chance(0.6) {
        let door = [(-0.2, 1.0), (-0.2, 0.45), (0.2, 0.45), (0.2, 1.0)];
        line(&mut sketch, &door, random);
    }
    sketch
}

fn sun(random: &mut Random) -> Sketch {
    let mut sketch = Sketch::default();
    let (disc, rays) = (random.between(0.35..0.55), random.count(7..=12));
    sketch.add(ring((0.0, 0.0), (disc, disc), random.angle()));
    let first = random.angle();
    for ray in 0..rays {
        let angle = first + TAU * ray as f32 / rays as f32;
        let at = |radius: f32| on_ellipse((0.0, 0.0), (radius, radius), angle);
        line(&mut sketch, &[at(disc + 0.15), at(1.0)], random);
    }
    sketch
}

/// A head, a body, arms and legs.
fn person(random: &mut Random) -> Sketch {
    let mut sketch = Sketch::default();
    let head = random.between(0.2..0.3);
    sketch.add(ring((0.0, -0.75), (head, head), random.angle()));
    line(&mut sketch, &[(0.0, head - 0.75), (0.0, 0.3)], random);
    let hands = random.between(-0.6..0.1);
    let arms = [(-0.6, hands), (0.0, -0.25), (0.6, hands)];
    line(&mut sketch, &arms, random);
    let feet = random.between(0.3..0.55);
    line(
        &mut sketch,
        &[(-feet, 1.0), (0.0, 0.3), (feet, 1.0)],
        random,
    );
    sketch
}

/// Triangles on top of each other, on a trunk.
fn fir(random: &mut Random) -> Sketch {
    let mut sketch = Sketch::default();
    let tiers = random.count(2..=4);
    for tier in 0..tiers {
        let (top, half) = (0.5 * tier as f32, 0.5 + 0.2 * tier as f32);
        let foot = top + 0.75;
        let corners = [(0.0, top), (-half, foot), (half, foot), (0.0, top)];
        line(&mut sketch, &corners, random);
    }
    let ground = 0.5 * tiers as f32 + 0.25;
    line(&mut sketch, &[(0.0, ground), (0.0, ground + 0.4)], random);
    sketch
}

/// At least four rungs between two posts, as three would be an 8 on a display.
fn ladder(random: &mut Random) -> Sketch {
    let mut sketch = Sketch::default();
    let (half, rungs) = (random.between(0.3..0.55), random.count(4..=7));
    line(&mut sketch, &[(-half, -1.0), (-half, 1.0)], random);
    line(&mut sketch, &[(half, -1.0), (half, 1.0)], random);
    for rung in 0..rungs {
        let y = -0.75 + 1.5 * rung as f32 / (rungs - 1) as f32;
        line(&mut sketch, &[(-half, y), (half, y)], random);
    }
    sketch
}

fn envelope(random: &mut Random) -> Sketch {
    let mut sketch = Sketch::default();
    let high = random.between(0.55..0.85);
    let corners = [
        (-1.0, -high),
        (1.0, -high),
        (1.0, high),
        (-1.0, high),
        (-1.0, -high),
    ];
    line(&mut sketch, &corners, random);
    let flap = random.between(0.0..0.2);
    line(
        &mut sketch,
        &[(-1.0, -high), (0.0, flap), (1.0, -high)],
        random,
    );
    sketch
}
