//! Augmentation: variations of a drawing, as hands and devices produce them.
//!
//! Lengths are relative to the drawing's longer side, angles are in degrees. A blank drawing stays
//! blank.

use std::f32::consts::TAU;

use ink_geometry::Extent;
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_distr::StandardNormal;
use recognizer::{Drawing, Point, Stroke};

use crate::Random;

/// Adds Gaussian noise of the standard deviation `sigma` to both coordinates of every point.
pub fn jitter(rng: &mut Random, drawing: &Drawing, sigma: f32) -> Drawing {
    let unit = sigma * longer_side(drawing);
    let mut noise = || unit * rng.sample::<f32, _>(StandardNormal);
    let mut strokes = drawing.strokes.clone();
    for point in strokes.iter_mut().flat_map(|stroke| &mut stroke.points) {
        *point = Point::new(point.x + noise(), point.y + noise());
    }
    Drawing { strokes }
}

/// Shears the drawing about its center, so that upright lines lean to the right.
pub fn slant(drawing: &Drawing, degrees: f32) -> Drawing {
    let (_, y) = middle(drawing);
    let shear = degrees.to_radians().tan();
    drawing.map_points(|point| Point::new(point.x - shear * (point.y - y), point.y))
}

/// Turns the drawing clockwise about its center.
pub fn rotate(drawing: &Drawing, degrees: f32) -> Drawing {
    let (x, y) = middle(drawing);
    let (sin, cos) = degrees.to_radians().sin_cos();
    drawing.map_points(|point| {
        let (right, down) = (point.x - x, point.y - y);
        Point::new(x + cos * right - sin * down, y + sin * right + cos * down)
    })
}

/// Makes the drawing `factor` times as wide about its center.
pub fn stretch(drawing: &Drawing, factor: f32) -> Drawing {
    let (x, _) = middle(drawing);
    drawing.map_points(|point| Point::new(x + factor * (point.x - x), point.y))
}

/// Keeps `share`, 0 to 1, of each stroke's points, evenly spaced, and always the first and the last.
pub fn resample(drawing: &Drawing, share: f32) -> Drawing {
    let thin_out = |stroke: &Stroke| {
        let last = stroke.points.len().saturating_sub(1);
        let steps = ((last as f32 * share).round() as usize).clamp(1, last.max(1));
        let at = |step| stroke.points.get((step * last + steps / 2) / steps);
        let points = (0..=steps.min(last)).filter_map(at).copied().collect();
        Stroke { points }
    };
    drawing.strokes.iter().map(thin_out).collect()
}

/// Shuffles the order of the strokes.
pub fn shuffle_strokes(rng: &mut Random, drawing: &Drawing) -> Drawing {
    let mut strokes = drawing.strokes.clone();
    strokes.shuffle(rng);
    Drawing { strokes }
}

/// Reverses each stroke with the given probability.
pub fn reverse_strokes(rng: &mut Random, drawing: &Drawing, probability: f64) -> Drawing {
    let mut strokes = drawing.strokes.clone();
    for stroke in &mut strokes {
        if rng.random_bool(probability) {
            stroke.points.reverse();
        }
    }
    Drawing { strokes }
}

/// Bends the drawing smoothly: no point moves by more than `strength` along an axis.
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

/// Number of sinusoids that add up to a displacement.
const WAVES: usize = 3;

/// Plane wave over the drawing, −1 to 1.
struct Wave {
    x: f32,
    y: f32,
    phase: f32,
}

impl Wave {
    /// Random direction and phase; the wavelength is 0.5 to 2.5 times the longer side.
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

fn longer_side(drawing: &Drawing) -> f32 {
    Extent::of(drawing).map_or(0.0, |extent| extent.longer())
}

fn middle(drawing: &Drawing) -> (f32, f32) {
    Extent::of(drawing).map_or((0.0, 0.0), |extent| extent.middle())
}

#[cfg(test)]
mod tests;
