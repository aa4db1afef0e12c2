//! Stars: in one crossing stroke, as an outline, or of two triangles.

use std::f32::consts::{PI, TAU};

use recognizer::Drawing;

use super::sketch::{Sketch, on_ellipse};
use crate::curve::polyline;
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let kinds: [fn(&mut Random) -> Sketch; 3] = [crossing, outline, two_triangles];
    let sketch = random.one_of(&kinds)(random);
    let wide = random.between(0.85..1.2);
    let sketch = sketch.stretched(wide, 1.0);
    sketch
        .turned(random.between(-0.4..0.4))
        .on_pad(0.25, random)
}

/// A closed line through jittered points on a circle.
fn closed(points: impl Iterator<Item = (f32, f32)>, random: &mut Random) -> Sketch {
    let mut points = random.all_near(&points.collect::<Vec<_>>(), 0.08);
    points.push(random.near(points[0], 0.05));
    let mut sketch = Sketch::default();
    sketch.add(polyline(&points));
    sketch
}

/// Five or seven tips in one crossing line, which skips one or two of them each time.
fn crossing(random: &mut Random) -> Sketch {
    let (tips, skip) = random.one_of(&[(5, 2), (5, 2), (7, 2), (7, 3)]);
    let angles = (0..tips).map(|tip| TAU * (tip * skip) as f32 / tips as f32 - PI / 2.0);
    let points = angles.map(|angle| on_ellipse((0.0, 0.0), (1.0, 1.0), angle));
    closed(points, random)
}

fn outline(random: &mut Random) -> Sketch {
    let (tips, inner) = (random.count(4..=8), random.between(0.35..0.55));
    let points = (0..2 * tips).map(|corner| {
        let radius = if corner % 2 == 0 { 1.0 } else { inner };
        let angle = PI * corner as f32 / tips as f32 - PI / 2.0;
        on_ellipse((0.0, 0.0), (radius, radius), angle)
    });
    closed(points, random)
}

fn two_triangles(random: &mut Random) -> Sketch {
    let triangle = |first: f32| {
        let angles = (0..3).map(move |corner| first + TAU * corner as f32 / 3.0);
        angles.map(|angle| on_ellipse((0.0, 0.0), (1.0, 1.0), angle))
    };
    let mut sketch = closed(triangle(PI / 2.0), random);
    sketch.join(closed(triangle(-PI / 2.0), random));
    sketch
}
