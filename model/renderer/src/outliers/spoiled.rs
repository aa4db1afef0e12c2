//! Digits that are crossed out, turned or mirrored.

use handwriting::{Random, augment};
use ink_geometry::Extent;
use rand::RngExt;
use rand::seq::IndexedRandom;
use recognizer::{Drawing, Point, Stroke};

use crate::paths::{Place, line, shaken, together};
use crate::source::Source;

/// A digit below a cross, some strokes or a scribble.
pub(super) fn crossed_out(rng: &mut Random, source: &Source<'_>) -> Drawing {
    let label = rng.random_range(0..=9);
    let digit = source.any_of(rng, label);
    let Some(extent) = Extent::of(&digit) else {
        return digit;
    };
    // An 8 has the cross already, and a 0 with slashes is still a 0.
    let strokes = match rng.random_range(0..3) {
        0 if label != 8 => cross(rng),
        1 if label != 0 => strikes(rng),
        _ => vec![zigzag(rng)],
    };
    // A narrow digit is crossed out as widely as others.
    let width = extent.width.max(0.5);
    let (x, y) = extent.middle();
    let over = Drawing { strokes }
        .map_points(|point| Point::new(x + width * point.x, y + extent.height.max(0.5) * point.y));
    together(digit, over)
}

// Each in a box from −0.5 to 0.5, and a little beyond.

fn cross(rng: &mut Random) -> Vec<Stroke> {
    let ends = [(-0.75, -0.65), (0.75, 0.65), (0.75, -0.65), (-0.75, 0.65)];
    let [a, b, c, d] = shaken(rng, ends, 0.12);
    vec![line(&[a, b]), line(&[c, d])]
}

/// Three to five lines; fewer could be the bar of a 7.
fn strikes(rng: &mut Random) -> Vec<Stroke> {
    let count = rng.random_range(3..=5);
    let rise = rng.random_range(-0.3..=0.5);
    let strike = |index: usize| {
        let y = (index as f32 + 0.5) / count as f32 - 0.5;
        line(&shaken(
            rng,
            [(-0.65, 0.8 * y + rise), (0.65, 0.8 * y - rise)],
            0.06,
        ))
    };
    (0..count).map(strike).collect()
}

fn zigzag(rng: &mut Random) -> Stroke {
    // Fewer turns could look like an 8.
    let turns = rng.random_range(8..=16);
    let is_upright = rng.random_bool(0.4);
    let corner = |index: usize| -> Place {
        let along = 1.1 * (index as f32 / (turns - 1) as f32 - 0.5);
        let across = if index.is_multiple_of(2) { -0.55 } else { 0.55 };
        let [(x, y)] = shaken(rng, [(along, across)], 0.1);
        if is_upright { (x, y) } else { (y, x) }
    };
    line(&(0..turns).map(corner).collect::<Vec<_>>())
}

/// A 3 or 7 on its side or upside down.
///
/// Others become each other: a 2 on its side is much like a 5, a 5 like a 2, a 6 like a 9, and
/// many a 4 like a 4.
pub(super) fn turned(rng: &mut Random, source: &Source<'_>) -> Drawing {
    let label = if rng.random_bool(0.5) { 3 } else { 7 };
    let digit = source.any_of(rng, label);
    // With its bar, a 7 can become a 4.
    if label == 7 && digit.strokes.len() > 1 {
        return Drawing::default();
    }
    let degrees = [90.0, 180.0, -90.0].choose(rng).copied().unwrap_or(180.0);
    augment::rotate(&digit, degrees)
}

/// A mirrored digit.
///
/// A 2 becomes much like a 5, and a 5 like a 2; many a 4 does not change.
pub(super) fn mirrored(rng: &mut Random, source: &Source<'_>) -> Drawing {
    let label = if rng.random_bool(0.5) { 3 } else { 7 };
    let digit = source.any_of(rng, label);
    digit.map_points(|point| Point::new(-point.x, point.y))
}
