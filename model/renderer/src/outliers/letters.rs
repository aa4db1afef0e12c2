//! Letters and signs that resemble no digit.

use handwriting::Random;
use rand::RngExt;
use rand::seq::IndexedRandom;
use recognizer::{Drawing, Stroke};

use crate::paths::{Place, arc, curve, line, shaken};

/// Largest jitter of a corner.
const SHAKE: f32 = 0.05;

/// Lines of each letter through corners on a grid, x 0 to 4 and y 0 to 6: "04 24" is one line.
const LETTERS: &[&str] = &[
    "06 20 46|13 33",                // A
    "40 00 06 46|03 33",             // E
    "40 00 06|03 33",                // F
    "00 06|40 46|03 43",             // H
    "00 06|40 03 46",                // K
    "06 00 23 40 46",                // M
    "06 00 46 40",                   // N
    "06 00 30 42 33 03|23 46",       // R
    "00 16 22 36 40",                // W
    "00 46|40 06",                   // X
    "00 06|32 04 36",                // k
    "02 06|03 12 22 26|23 32 42 46", // m
    "02 16 24 36 42",                // w
    "06 00 40 46",                   // Π
    "00 06 46 40|20 26",             // Ш
    "40 00 23 06 46",                // Σ
    "06 20 46 06",                   // Δ
    "10 16|30 36|02 42|04 44",       // #
    "02 42|04 44",                   // =
    "02 42|04 44|40 06",             // ≠
    "21 25|03 43",                   // +
    "21 25|03 43|11 35|15 31",       // *
    "03 43|21 43 25",                // →
    "03 43|21 03 25",                // ←
    "20 26|02 20 42",                // ↑
    "20 26|04 26 44",                // ↓
    "40 06|00 01|46 45",             // % with dashes
    "00 46|40 06|20 26",             // Ж
    "00 23 40|23 26|03 43|04 44",    // ¥
    "00 06 46|03 33|00 40|26 20",    // a window
];

/// A letter or sign with jittered corners.
pub(super) fn letter(rng: &mut Random) -> Drawing {
    match rng.random_range(0..10) {
        0 => question_mark(rng),
        1 => percent(rng),
        2 => at_sign(rng),
        3 => ampersand(rng),
        _ => spelled(rng),
    }
}

fn spelled(rng: &mut Random) -> Drawing {
    let letter = LETTERS.choose(rng).copied().unwrap_or_default();
    let width = rng.random_range(0.6..=1.0);
    let mut stroke = |corners: &str| {
        let places = corners.split(' ').map(|corner| place(rng, corner, width));
        line(&places.collect::<Vec<_>>())
    };
    letter.split('|').map(&mut stroke).collect()
}

/// Place of a corner such as "46" in a box `width` wide and one unit high.
fn place(rng: &mut Random, corner: &str, width: f32) -> Place {
    let mut digits = corner.chars().filter_map(|digit| digit.to_digit(10));
    let mut next = || digits.next().unwrap_or(0) as f32;
    let [place] = shaken(rng, [(next() / 4.0 * width, next() / 6.0)], SHAKE);
    place
}

fn question_mark(rng: &mut Random) -> Drawing {
    let hook = [
        (0.0, 0.2),
        (0.25, 0.0),
        (0.5, 0.2),
        (0.27, 0.45),
        (0.25, 0.7),
    ];
    let dot = shaken(rng, [(0.25, 0.95), (0.26, 1.0)], 0.02);
    Drawing::from_iter([curve(&shaken(rng, hook, 0.03)), line(&dot)])
}

fn percent(rng: &mut Random) -> Drawing {
    let bar = shaken(rng, [(0.75, 0.0), (0.1, 1.0)], SHAKE);
    Drawing::from_iter([ring(rng, (0.12, 0.2)), line(&bar), ring(rng, (0.75, 0.8))])
}

fn ring(rng: &mut Random, middle: Place) -> Stroke {
    let radii = (rng.random_range(0.12..=0.18), rng.random_range(0.12..=0.2));
    arc(middle, radii, -90.0, 270.0)
}

fn at_sign(rng: &mut Random) -> Drawing {
    let inner = arc((0.5, 0.5), (0.18, 0.18), 0.0, -360.0);
    let tail = [
        (0.68, 0.3),
        (0.7, 0.65),
        (0.85, 0.68),
        (0.98, 0.4),
        (0.75, 0.08),
        (0.45, 0.0),
    ];
    let rest = [
        (0.1, 0.2),
        (0.0, 0.55),
        (0.2, 0.92),
        (0.55, 1.0),
        (0.85, 0.9),
    ];
    let (tail, rest) = (shaken(rng, tail, 0.02), shaken(rng, rest, 0.02));
    Drawing::from_iter([inner, curve(&[&tail[..], &rest[..]].concat())])
}

/// An "&" with long legs, so that it is no 8.
fn ampersand(rng: &mut Random) -> Drawing {
    let places = [
        (0.8, 1.0),
        (0.45, 0.6),
        (0.2, 0.25),
        (0.32, 0.0),
        (0.48, 0.2),
        (0.25, 0.48),
        (0.0, 0.75),
        (0.2, 1.0),
        (0.5, 0.9),
        (0.85, 0.5),
    ];
    Drawing::from_iter([curve(&shaken(rng, places, 0.025))])
}
