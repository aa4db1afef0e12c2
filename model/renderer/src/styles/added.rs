//! Styles made from the writer's own strokes.

use handwriting::Random;
use ink_geometry::Extent;
use rand::RngExt;
use recognizer::{Drawing, Point};

use crate::paths::{line, moved, shaken, together};

/// A 0 with a slash, mostly "/".
pub(super) fn slash(rng: &mut Random, zero: &Drawing) -> Drawing {
    let Some(extent) = Extent::of(zero) else {
        return zero.clone();
    };
    let (x, y) = extent.middle();
    let reach = rng.random_range(0.3..=0.62);
    let right = (extent.width * reach * rng.random_range(0.6..=1.1)).max(0.08);
    let up = extent.height * reach * rng.random_range(0.6..=1.05);
    let right = if rng.random_bool(0.85) { right } else { -right };
    let ends = shaken(rng, [(x - right, y + up), (x + right, y - up)], 0.04);
    together(zero.clone(), Drawing::from_iter([line(&ends)]))
}

/// A 7 with a bar through its stem; one that has a second stroke already stays as it is.
pub(super) fn bar(rng: &mut Random, seven: &Drawing) -> Drawing {
    let Some(extent) = Extent::of(seven) else {
        return seven.clone();
    };
    if seven.strokes.len() > 1 {
        return seven.clone();
    }
    let y = extent.top + extent.height * rng.random_range(0.4..=0.6);
    let x = stem_at(seven, y).unwrap_or(extent.middle().0);
    let [left, right] = [(); 2].map(|()| rng.random_range(0.12..=0.32));
    let rise = (left + right) * rng.random_range(-0.15..=0.3) / 2.0;
    let bar = line(&[(x - left, y + rise), (x + right, y - rise)]);
    together(seven.clone(), Drawing::from_iter([bar]))
}

/// A 5 whose bar, its last stroke, does not reach the rest.
pub(super) fn loosen_bar(rng: &mut Random, five: &Drawing) -> Drawing {
    let [body @ .., bar] = &five.strokes[..] else {
        return five.clone();
    };
    if body.is_empty() {
        return super::drawn_high::five_of_two_strokes(rng);
    }
    let (right, up) = (rng.random_range(0.0..=0.1), rng.random_range(0.0..=0.1));
    let bar = moved(&Drawing::from_iter([bar.clone()]), right, -up);
    together(body.iter().cloned().collect(), bar)
}

/// X at which the last two thirds of the drawing cross a height.
fn stem_at(drawing: &Drawing, y: f32) -> Option<f32> {
    let points: Vec<Point> = drawing.points().collect();
    let late = &points[points.len() / 3..];
    let nearest = late
        .iter()
        .min_by(|a, b| (a.y - y).abs().total_cmp(&(b.y - y).abs()));
    nearest.map(|point| point.x)
}
