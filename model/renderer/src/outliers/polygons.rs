//! Shapes that people draw to test a recognizer.

use std::f32::consts::TAU;

use handwriting::Random;
use ink_geometry::jitter;
use rand::RngExt;
use recognizer::Drawing;

use crate::paths::{Place, arc, curve, joined, line, shaken};

const SHAPES: [fn(&mut Random) -> Drawing; 10] = [
    triangle, rectangle, square, rhombus, star, heart, house, cloud, crescent, ring,
];

/// A triangle, rectangle, square, rhombus, star, heart, house, cloud, crescent, or a ring with marks
/// inside.
pub(super) fn polygon(rng: &mut Random) -> Drawing {
    SHAPES[rng.random_range(0..SHAPES.len())](rng)
}

/// The closed outline through the corners, each jittered.
fn outline(rng: &mut Random, corners: &[Place]) -> Drawing {
    let closed = corners.iter().chain(corners.first());
    let places = closed.map(|&corner| jitter(corner, || rng.random_range(-0.03..=0.03)));
    Drawing::from_iter([line(&places.collect::<Vec<_>>())])
}

fn triangle(rng: &mut Random) -> Drawing {
    let (apex, height) = (rng.random_range(0.0..=1.0), rng.random_range(0.6..=1.0));
    if rng.random_bool(0.7) {
        outline(rng, &[(apex, 0.0), (0.0, height), (1.0, height)])
    } else {
        outline(rng, &[(apex, height), (0.0, 0.0), (1.0, 0.0)])
    }
}

/// A rectangle wider than high, as an upright one could be a hasty 0.
fn rectangle(rng: &mut Random) -> Drawing {
    let height = rng.random_range(0.25..=0.65);
    outline(rng, &[(0.0, 0.0), (0.0, height), (1.0, height), (1.0, 0.0)])
}

/// A square, whose corners are sharper than those of a 0.
fn square(rng: &mut Random) -> Drawing {
    let height = rng.random_range(0.85..=1.2);
    outline(rng, &[(0.0, 0.0), (0.0, height), (1.0, height), (1.0, 0.0)])
}

/// Two bows from tip to tip, both bent to the same side.
fn crescent(rng: &mut Random) -> Drawing {
    let side = if rng.random_bool(0.5) { 1.0 } else { -1.0 };
    let (outer, inner) = (rng.random_range(0.45..=0.6), rng.random_range(0.12..=0.25));
    let bow = |depth: f32, from: f32, to: f32| {
        let at = |part: f32| {
            let y = from + part * (to - from);
            (side * depth * (4.0 * y * (1.0 - y)).max(0.0).sqrt(), y)
        };
        curve(&[0.0, 0.08, 0.25, 0.5, 0.75, 0.92, 1.0].map(at))
    };
    Drawing::from_iter([joined([bow(outer, 0.0, 1.0), bow(inner, 1.0, 0.0)])])
}

/// A closed ring with two to five short marks inside, which do not touch it: more than a slash.
fn ring(rng: &mut Random) -> Drawing {
    let radii = (rng.random_range(0.4..=0.55), rng.random_range(0.4..=0.55));
    let mut strokes = vec![arc((0.0, 0.0), radii, 0.0, 365.0)];
    for _ in 0..rng.random_range(2..=5) {
        let [(x, y)] = shaken(rng, [(0.0, 0.0)], 0.26);
        let [end] = shaken(rng, [(x, y)], 0.1);
        strokes.push(line(&[(x, y), end]));
    }
    Drawing { strokes }
}

/// A flat rhombus, as an upright one could be a hasty 0.
fn rhombus(rng: &mut Random) -> Drawing {
    let half = rng.random_range(0.2..=0.32);
    outline(
        rng,
        &[(0.5, 0.5 - half), (0.0, 0.5), (0.5, 0.5 + half), (1.0, 0.5)],
    )
}

/// The pentagram in one line, or the outline of a star.
fn star(rng: &mut Random) -> Drawing {
    let at = |index: u8, corners: f32, radius: f32| {
        let angle = TAU * (f32::from(index) / corners - 0.25);
        (radius * angle.cos() / 2.0, radius * angle.sin() / 2.0)
    };
    if rng.random_bool(0.6) {
        let corners: Vec<Place> = (0..5).map(|index| at(2 * index, 5.0, 1.0)).collect();
        return outline(rng, &corners);
    }
    let (points, inner) = (rng.random_range(4..=7), rng.random_range(0.35..=0.55));
    let radius = |index: u8| if index.is_multiple_of(2) { 1.0 } else { inner };
    let corner = |index| at(index, 2.0 * f32::from(points), radius(index));
    outline(rng, &(0..2 * points).map(corner).collect::<Vec<_>>())
}

/// Two bows from the notch to the tip.
fn heart(rng: &mut Random) -> Drawing {
    let (width, notch) = (rng.random_range(0.42..=0.55), rng.random_range(0.22..=0.35));
    let mut half = |side: f32| {
        let place = |x: f32, y: f32| (0.5 + side * width * x, y);
        let tip = 1.0 + rng.random_range(-0.03..=0.03);
        curve(&[
            (0.5, notch),
            place(0.45, 0.02),
            place(1.0, 0.25),
            place(0.6, 0.65),
            (0.5, tip),
        ])
    };
    Drawing::from_iter([half(-1.0), half(1.0)])
}

fn house(rng: &mut Random) -> Drawing {
    let eaves = rng.random_range(0.35..=0.5);
    let walls = [(0.0, eaves), (0.0, 1.0), (0.9, 1.0), (0.9, eaves)];
    let mut house = outline(rng, &walls);
    house
        .strokes
        .push(line(&[(-0.05, eaves), (0.45, 0.0), (0.95, eaves)]));
    house
}

/// Five to eight bumps around an ellipse.
fn cloud(rng: &mut Random) -> Drawing {
    let bumps = rng.random_range(5..=8_u8);
    let height = rng.random_range(0.5..=0.7);
    let bump = |index: u8| {
        let turn = 360.0 / f32::from(bumps);
        let angle = f32::from(index) * turn;
        let (y, x) = angle.to_radians().sin_cos();
        let radius = rng.random_range(0.24..=0.3);
        arc(
            (0.5 * x, 0.5 * height * y),
            (radius, radius),
            angle - 75.0,
            angle + 75.0,
        )
    };
    Drawing::from_iter([joined((0..bumps).map(bump))])
}
