//! Single letters that resemble no digit: no B, D, G, I, J, L, O, Q, S or Z, no b, g, l, o or q.

use recognizer::Drawing;

use super::sketch::Sketch;
use crate::Control::{self, Smooth, Straight};
use crate::curve::{polyline, spline};
use crate::random::Random;

/// Strokes of each letter, in a box about 0.7 wide and 1 high.
const LETTERS: &[&[Control]] = &[
    // A, in three strokes and in two
    &[
        Straight(&[(0.36, 0.0), (0.0, 1.0)]),
        Straight(&[(0.36, 0.0), (0.72, 1.0)]),
        Straight(&[(0.12, 0.62), (0.6, 0.62)]),
    ],
    &[
        Straight(&[(0.0, 1.0), (0.36, 0.0), (0.72, 1.0)]),
        Straight(&[(0.12, 0.66), (0.62, 0.6)]),
    ],
    // E, in four strokes and in three
    &[
        Straight(&[(0.04, 0.0), (0.04, 1.0)]),
        Straight(&[(0.04, 0.0), (0.64, 0.0)]),
        Straight(&[(0.04, 0.5), (0.54, 0.5)]),
        Straight(&[(0.04, 1.0), (0.66, 1.0)]),
    ],
    &[
        Straight(&[(0.62, 0.0), (0.04, 0.0), (0.04, 1.0), (0.66, 1.0)]),
        Straight(&[(0.04, 0.48), (0.54, 0.48)]),
    ],
    // F
    &[
        Straight(&[(0.08, 0.0), (0.06, 1.0)]),
        Straight(&[(0.08, 0.0), (0.68, 0.0)]),
        Straight(&[(0.08, 0.44), (0.56, 0.44)]),
    ],
    // H
    &[
        Straight(&[(0.04, 0.0), (0.04, 1.0)]),
        Straight(&[(0.68, 0.0), (0.68, 1.0)]),
        Straight(&[(0.04, 0.5), (0.68, 0.5)]),
    ],
    // K, in two strokes and in three
    &[
        Straight(&[(0.06, 0.0), (0.06, 1.0)]),
        Straight(&[(0.64, 0.0), (0.08, 0.52), (0.68, 1.0)]),
    ],
    &[
        Straight(&[(0.06, 0.0), (0.06, 1.0)]),
        Straight(&[(0.64, 0.02), (0.08, 0.58)]),
        Straight(&[(0.24, 0.44), (0.68, 1.0)]),
    ],
    // M
    &[Straight(&[
        (0.0, 1.0),
        (0.08, 0.0),
        (0.42, 0.62),
        (0.76, 0.0),
        (0.84, 1.0),
    ])],
    // N
    &[Straight(&[
        (0.02, 1.0),
        (0.02, 0.0),
        (0.68, 1.0),
        (0.68, 0.0),
    ])],
    // R
    &[
        Straight(&[(0.06, 0.0), (0.06, 1.0)]),
        Smooth(&[
            (0.06, 0.0),
            (0.44, 0.0),
            (0.62, 0.24),
            (0.44, 0.48),
            (0.06, 0.52),
        ]),
        Straight(&[(0.24, 0.5), (0.68, 1.0)]),
    ],
    // W
    &[Straight(&[
        (0.0, 0.0),
        (0.2, 1.0),
        (0.44, 0.3),
        (0.68, 1.0),
        (0.9, 0.0),
    ])],
    // X
    &[
        Straight(&[(0.02, 0.0), (0.68, 1.0)]),
        Straight(&[(0.68, 0.0), (0.02, 1.0)]),
    ],
    // Ж and Ш
    &[
        Straight(&[(0.0, 0.0), (0.9, 1.0)]),
        Straight(&[(0.9, 0.0), (0.0, 1.0)]),
        Straight(&[(0.45, 0.0), (0.45, 1.0)]),
    ],
    &[
        Straight(&[(0.0, 0.0), (0.0, 1.0), (0.9, 1.0), (0.9, 0.0)]),
        Straight(&[(0.45, 0.0), (0.45, 1.0)]),
    ],
    // Æ
    &[
        Straight(&[(0.0, 1.0), (0.5, 0.0), (1.05, 0.0)]),
        Straight(&[(0.5, 0.0), (0.52, 1.0), (1.08, 1.0)]),
        Straight(&[(0.2, 0.56), (0.95, 0.5)]),
    ],
    // k
    &[
        Straight(&[(0.06, 0.0), (0.06, 1.0)]),
        Straight(&[(0.5, 0.42), (0.08, 0.72), (0.56, 1.0)]),
    ],
    // m
    &[Smooth(&[
        (0.0, 0.4),
        (0.04, 1.0),
        (0.08, 0.6),
        (0.26, 0.42),
        (0.4, 0.6),
        (0.42, 1.0),
        (0.46, 0.6),
        (0.64, 0.42),
        (0.78, 0.6),
        (0.82, 1.0),
    ])],
    // w
    &[Smooth(&[
        (0.0, 0.4),
        (0.06, 0.84),
        (0.22, 1.0),
        (0.38, 0.8),
        (0.42, 0.46),
        (0.46, 0.8),
        (0.62, 1.0),
        (0.8, 0.8),
        (0.84, 0.38),
    ])],
];

pub(super) fn draw(random: &mut Random) -> Drawing {
    letter(random).on_pad(0.3, random)
}

/// A random letter in random proportions.
pub(super) fn letter(random: &mut Random) -> Sketch {
    let mut sketch = Sketch::default();
    for path in random.one_of(LETTERS) {
        sketch.add(match path {
            Straight(corners) => polyline(&random.all_near(corners, 0.04)),
            Smooth(control) => spline(&random.all_near(control, 0.03)),
        });
    }
    let (wide, slant) = (random.between(0.8..1.35), random.between(-0.15..0.25));
    sketch.sheared(wide, slant)
}
