//! Deformations of a drawing, as hands and devices make them.
//!
//! Lengths are parts of the drawing's longer side, angles are degrees.

use std::f32::consts::TAU;

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_distr::StandardNormal;
use recognizer::{Drawing, Point, Stroke};

use crate::{Extent, Random};

/// Moves every point by Gaussian noise of the standard deviation `sigma` on both axes.
pub fn jitter(rng: &mut Random, drawing: &Drawing, sigma: f32) -> Drawing {
    let unit = sigma * longer_side(drawing);
    let mut noise = || unit * rng.sample::<f32, _>(StandardNormal);
    each_point(drawing, |point| {
        Point::new(point.x + noise(), point.y + noise())
    })
}

/// Leans the drawing to the right.
pub fn slant(drawing: &Drawing, degrees: f32) -> Drawing {
    let (_, y) = middle(drawing);
    let shear = degrees.to_radians().tan();
    drawing.map_points(|point| Point::new(point.x - shear * (point.y - y), point.y))
}

/// Turns the drawing clockwise around its middle.
pub fn rotate(drawing: &Drawing, degrees: f32) -> Drawing {
    let (x, y) = middle(drawing);
    let (sin, cos) = degrees.to_radians().sin_cos();
    drawing.map_points(|point| {
        let (right, down) = (point.x - x, point.y - y);
        Point::new(x + cos * right - sin * down, y + sin * right + cos * down)
    })
}

/// Makes the drawing `factor` times as wide.
pub fn stretch(drawing: &Drawing, factor: f32) -> Drawing {
    let (x, _) = middle(drawing);
    drawing.map_points(|point| Point::new(x + factor * (point.x - x), point.y))
}

/// Keeps this part of each stroke's points, evenly, and always the first and the last.
pub fn resample(drawing: &Drawing, part: f32) -> Drawing {
    let thin_out = |stroke: &Stroke| {
        let last = stroke.points.len().saturating_sub(1);
        let steps = ((last as f32 * part).round() as usize).clamp(1, last.max(1));
        let at = |step| stroke.points.get((step * last + steps / 2) / steps);
        let points = (0..=steps.min(last)).filter_map(at).copied().collect();
        Stroke { points }
    };
    drawing.strokes.iter().map(thin_out).collect()
}

/// Draws the same strokes in another order.
pub fn shuffle_strokes(rng: &mut Random, drawing: &Drawing) -> Drawing {
    let mut strokes = drawing.strokes.clone();
    strokes.shuffle(rng);
    Drawing { strokes }
}

/// Draws each stroke from its end with this probability.
pub fn reverse_strokes(rng: &mut Random, drawing: &Drawing, chance: f64) -> Drawing {
    let mut strokes = drawing.strokes.clone();
    for stroke in &mut strokes {
        if rng.random_bool(chance) {
            stroke.points.reverse();
        }
    }
    Drawing { strokes }
}

/// Bends the paper smoothly: no point moves by more than `strength` on either axis.
pub fn warp(rng: &mut Random, drawing: &Drawing, strength: f32) -> Drawing {
    let (x, y) = middle(drawing);
    let size = longer_side(drawing).max(f32::MIN_POSITIVE);
    let [right, down] = [(); 2].map(|()| [(); WAVES].map(|()| Wave::random(rng)));
    let share = strength / WAVES as f32;
    drawing.map_points(|point| {
        let at = ((point.x - x) / size, (point.y - y) / size);
        let bend = |waves: &[Wave]| waves.iter().map(|wave| wave.at(at)).sum::<f32>();
        Point::new(
            point.x + share * size * bend(&right),
            point.y + share * size * bend(&down),
        )
    })
}

/// Sinusoids a displacement is the sum of; each brings its share.
const WAVES: usize = 3;

/// A sinusoid over the drawing, from −1 to 1.
struct Wave {
    x: f32,
    y: f32,
    phase: f32,
}

impl Wave {
    /// A wave in any direction, a half to two and a half drawings long.
    fn random(rng: &mut Random) -> Self {
        let frequency = TAU / rng.random_range(0.5..2.5);
        let (y, x) = rng.random_range(0.0..TAU).sin_cos();
        Self {
            x: frequency * x,
            y: frequency * y,
            phase: rng.random_range(0.0..TAU),
        }
    }

    fn at(&self, (x, y): (f32, f32)) -> f32 {
        (self.x * x + self.y * y + self.phase).sin()
    }
}

fn each_point(drawing: &Drawing, mut map: impl FnMut(Point) -> Point) -> Drawing {
    let mut strokes = drawing.strokes.clone();
    for point in strokes.iter_mut().flat_map(|stroke| &mut stroke.points) {
        *point = map(*point);
    }
    Drawing { strokes }
}

fn longer_side(drawing: &Drawing) -> f32 {
    Extent::of(drawing).map_or(0.0, |extent| extent.longer())
}

fn middle(drawing: &Drawing) -> (f32, f32) {
    Extent::of(drawing).map_or((0.0, 0.0), |extent| extent.middle())
}

#[cfg(test)]
mod tests;
