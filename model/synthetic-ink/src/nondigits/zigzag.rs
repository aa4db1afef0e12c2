//! Lines that turn at least four times: pointed, rounded, or as battlements.

use std::f32::consts::FRAC_PI_2;

use ink_geometry::Path;
use recognizer::Drawing;

use super::sketch::Sketch;
use crate::curve::{polyline, spline};
use crate::random::Random;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let sketch = if random.chance(0.3) {
        upright(random)
    } else {
        lying(random)
    };
    let tilt = random.between(-0.35..0.35);
    sketch.turned(tilt).on_pad(0.3, random)
}

fn lying(random: &mut Random) -> Sketch {
    let (points, height) = (random.count(6..=13), random.between(0.6..2.0));
    zigzag(points, height, random)
}

/// An upright zigzag with enough turns not to be a 2, 3 or 5, and too wide for a 1.
fn upright(random: &mut Random) -> Sketch {
    let (points, height) = (random.count(8..=12), random.between(1.8..3.0));
    zigzag(points, height, random).turned(FRAC_PI_2)
}

fn zigzag(points: usize, height: f32, random: &mut Random) -> Sketch {
    let corners = (0..points).map(|index| {
        let side = if index % 2 == 0 { 1.0 } else { -1.0 };
        let (x, y) = random.near((index as f32, side), 0.25);
        (x, y * height)
    });
    let corners: Path = corners.collect();
    let mut sketch = Sketch::default();
    sketch.add(match random.count(0..=3) {
        0 => polyline(&corners),
        1 => spline(&corners),
        2 => sawtooth(&corners, random),
        _ => battlements(&corners, random),
    });
    sketch
}

/// Shears every tooth, so that one side is steeper.
fn sawtooth(corners: &[(f32, f32)], random: &mut Random) -> Path {
    let lean = random.between(0.4..0.8) * random.sign();
    let leaned = corners.iter().map(|&(x, y)| (x + lean * y.signum(), y));
    polyline(&leaned.collect::<Path>())
}

/// Square teeth.
fn battlements(corners: &[(f32, f32)], random: &mut Random) -> Path {
    let uneven = random.between(0.02..0.12);
    let pairs = corners.windows(2);
    let steps = pairs.flat_map(|pair| [pair[0], (pair[1].0, pair[0].1)]);
    polyline(&random.all_near(&steps.collect::<Path>(), uneven))
}
