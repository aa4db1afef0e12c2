//! Words: letters in a row, joined or not.

use recognizer::Drawing;

use super::letter::letter;
use super::sketch::Sketch;
use crate::curve::{polyline, spline};
use crate::random::Random;

/// Control points of joined letters, from the base line at 0 to the base line; the x-height is 1.
const JOINED: &[&[(f32, f32)]] = &[
    // n
    &[
        (0.1, -0.6),
        (0.34, -1.0),
        (0.52, -0.6),
        (0.54, 0.0),
        (0.74, -0.2),
    ],
    // u
    &[
        (0.1, -0.9),
        (0.14, -0.2),
        (0.36, 0.0),
        (0.56, -0.4),
        (0.58, -0.95),
        (0.62, -0.2),
        (0.8, -0.05),
    ],
    // e
    &[
        (0.36, -0.5),
        (0.34, -0.98),
        (0.1, -0.8),
        (0.12, -0.2),
        (0.4, 0.0),
    ],
    // l
    &[
        (0.34, -1.0),
        (0.38, -2.0),
        (0.14, -1.9),
        (0.12, -0.4),
        (0.36, 0.0),
    ],
    // s
    &[(0.3, -0.9), (0.5, -0.4), (0.3, 0.0), (0.6, -0.1)],
    // j
    &[
        (0.34, -0.9),
        (0.34, 0.6),
        (0.14, 1.1),
        (0.06, 0.6),
        (0.56, -0.1),
    ],
];

pub(super) fn draw(random: &mut Random) -> Drawing {
    let sketch = if random.chance(0.5) {
        joined(random)
    } else {
        printed(random)
    };
    let tilt = random.between(-0.2..0.2);
    sketch.turned(tilt).on_pad(0.45, random)
}

/// Letters in one stroke, with a bar through some of them.
fn joined(random: &mut Random) -> Sketch {
    let mut control = vec![(-0.3, -0.1), (0.0, -0.3)];
    let mut end = 0.0;
    for _ in 0..random.count(4..=8) {
        let wide = random.between(0.85..1.3);
        let letter = random.one_of(JOINED);
        let letter = random.all_near(letter, 0.06);
        control.extend(letter.iter().map(|(x, y)| (end + x * wide, *y)));
        end += letter[letter.len() - 1].0 * wide;
    }
    let mut sketch = Sketch::default();
    sketch.add(spline(&control));
    if random.chance(0.4) {
        let (x, y) = (random.between(0.2..0.7) * end, -1.5);
        sketch.add(polyline(&random.all_near(&[(x, y), (x + 0.7, y)], 0.1)));
    }
    let slant = random.between(-0.1..0.4);
    sketch.sheared(1.0, slant)
}

/// Single letters side by side.
fn printed(random: &mut Random) -> Sketch {
    let mut sketch = Sketch::default();
    let gap = random.between(0.12..0.35);
    let mut end = 0.0;
    for _ in 0..random.count(3..=6) {
        let tall = random.between(0.85..1.15);
        let letter = letter(random).stretched(tall, tall);
        let (least, greatest) = letter.bounds();
        // The letters stand roughly on one line.
        let down = random.between(-0.06..0.06) - greatest.1;
        sketch.join(letter.moved(end - least.0, down));
        end += greatest.0 - least.0 + gap;
    }
    sketch
}
