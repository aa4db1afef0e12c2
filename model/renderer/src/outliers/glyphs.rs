//! Glyphs of no alphabet.

use handwriting::Random;
use rand::RngExt;
use recognizer::{Drawing, Stroke};

use crate::paths::{Place, between, curve, line};

/// Four to six lines or bows between places on a 3×4 grid.
///
/// Fewer could be a 7 or a 4 by chance.
pub(super) fn glyph(rng: &mut Random) -> Drawing {
    let grid: Vec<Place> = (0..12).map(|index| grid_place(rng, index)).collect();
    let count = rng.random_range(4..=6);
    (0..count).map(|_| join(rng, &grid)).collect()
}

fn grid_place(rng: &mut Random, index: u8) -> Place {
    let mut near = |cell: u8, step: f32| f32::from(cell) * step + rng.random_range(-0.07..=0.07);
    (near(index % 3, 0.35), near(index / 3, 0.33))
}

fn join(rng: &mut Random, grid: &[Place]) -> Stroke {
    let from = rng.random_range(0..grid.len());
    let to = (from + rng.random_range(1..grid.len())) % grid.len();
    let (from, to) = (grid[from], grid[to]);
    if rng.random_bool(0.5) {
        return line(&[from, to]);
    }
    let (x, y) = between(from, to, 0.5);
    let bow = rng.random_range(-0.4..=0.4);
    curve(&[
        from,
        (x - bow * (to.1 - from.1), y + bow * (to.0 - from.0)),
        to,
    ])
}
