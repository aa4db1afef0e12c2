//! Closed shapes with corners, which no 0 has.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use ink_geometry::{Path, between};
use recognizer::Drawing;

use super::sketch::{Sketch, arc, on_ellipse};
use crate::curve::polyline;
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let kinds: [fn(&mut Random) -> Sketch; 6] =
        [triangle, rectangle, diamond, pentagon, crescent, dome];
    let sketch = random.one_of(&kinds)(random);
    sketch.on_pad(0.3, random)
}

/// A polygon through the corners, each jittered by up to `by`.
fn polygon(corners: &[(f32, f32)], by: f32, random: &mut Random) -> Sketch {
    let mut corners = random.all_near(corners, by);
    let first = random.count(0..=corners.len() - 1);
    corners.rotate_left(first);
    // The pen rarely returns exactly to its start.
    corners.push(random.near(corners[0], by / 2.0));
    let mut sketch = Sketch::default();
    if random.chance(0.25) {
        let sides = corners.windows(2).map(polyline);
        sides.for_each(|side| sketch.add(side));
    } else {
        let cut = random.between(0.0..0.05);
        sketch.add(polyline(&rounded(&corners, cut)));
    }
    sketch
}

/// Cuts off every corner but the ends by `cut` of its sides.
fn rounded(corners: &[(f32, f32)], cut: f32) -> Path {
    let inner = corners.windows(3).flat_map(|corner| {
        let [before, corner, after] = [corner[0], corner[1], corner[2]];
        [between(corner, before, cut), between(corner, after, cut)]
    });
    let (first, last) = (corners[0], corners[corners.len() - 1]);
    [first].into_iter().chain(inner).chain([last]).collect()
}

/// Corners of a regular polygon, the first at an angle in radians.
fn regular(corners: usize, first: f32) -> Path {
    let angles = (0..corners).map(|corner| first + TAU * corner as f32 / corners as f32);
    let corners = angles.map(|angle| on_ellipse((0.0, 0.0), (1.0, 1.0), angle));
    corners.collect()
}

fn triangle(random: &mut Random) -> Sketch {
    let corners = regular(3, random.angle());
    let sketch = polygon(&corners, 0.2, random);
    sketch.stretched(random.between(0.8..1.5), 1.0)
}

fn rectangle(random: &mut Random) -> Sketch {
    let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
    let sketch = polygon(&corners, 0.1, random);
    let wide = random.between(0.9..2.2);
    let lean = random.between(-0.3..0.3);
    let leaned = sketch.sheared(wide, -lean);
    leaned.turned(random.between(-0.2..0.2))
}

fn diamond(random: &mut Random) -> Sketch {
    let sketch = polygon(&regular(4, 0.0), 0.1, random);
    sketch.stretched(random.between(0.9..1.8), 1.0)
}

fn pentagon(random: &mut Random) -> Sketch {
    let corners = regular(5, random.angle());
    let sketch = polygon(&corners, 0.06, random);
    sketch.stretched(random.between(0.95..1.4), 1.0)
}

/// A crescent: two bows between two tips.
fn crescent(random: &mut Random) -> Sketch {
    let (thin, half) = (random.between(0.2..0.6), random.between(1.3..1.8));
    let outer = arc((0.0, 0.0), (1.0, 1.0), -half, 2.0 * half);
    let (tip, back) = (outer[0], on_ellipse((0.0, 0.0), (1.0, 1.0), half));
    // The inner bow is flatter than the outer one and returns through the same tips.
    let inner = arc((0.0, 0.0), (1.0, 1.0), half, -2.0 * half);
    let inner = inner
        .iter()
        .map(|&(x, y)| (tip.0 + (x - tip.0) * thin, y))
        .collect::<Vec<_>>();
    let mut sketch = Sketch::default();
    if random.chance(0.5) {
        sketch.add([outer, inner].concat());
    } else {
        sketch.add(outer);
        sketch.add([vec![back], inner].concat());
    }
    sketch.turned(random.angle())
}

/// A half disc with its flat side below or above.
fn dome(random: &mut Random) -> Sketch {
    let bow = arc((0.0, 0.0), (1.0, random.between(0.6..1.0)), PI, PI);
    let mut sketch = Sketch::default();
    let flat = random.all_near(&[bow[bow.len() - 1], bow[0]], 0.04);
    sketch.add([bow, polyline(&flat)].concat());
    let hanging = if random.chance(0.5) { PI } else { 0.0 };
    let tilt = random.between(-0.2..0.2) * FRAC_PI_2;
    sketch.turned(hanging + tilt)
}
