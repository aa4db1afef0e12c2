//! Writes labelled digits as pen strokes, and ink that is none: the fixtures of tests and benchmarks.
//!
//! Every digit is given in several styles that people really use, as a few control points; a
//! [`Hand`] says how it comes out on the pad. The same hand always writes the same strokes.
//! What is no digit comes in [`Family`]s of random shapes; the same seed always draws the same.

mod curve;
mod hand;
mod labeled;
mod nondigits;
mod random;
mod styles;

pub use hand::Hand;
pub use labeled::labeled;
pub use nondigits::{Family, NONDIGITS};
pub use styles::STYLES;

use recognizer::Drawing;

/// One way to write a digit.
pub struct Style {
    /// What it says.
    pub digit: u8,
    /// How it is written.
    pub name: &'static str,
    /// Control points of each stroke, in a box one unit high; y points down.
    strokes: &'static [Path],
}

/// How the control points of a stroke are joined.
enum Path {
    Straight(&'static [(f32, f32)]),
    Smooth(&'static [(f32, f32)]),
}

impl Style {
    /// The digit as this hand writes it, in drawing units.
    pub fn written_by(&self, hand: &Hand) -> Drawing {
        let strokes = self.strokes.iter().enumerate();
        strokes
            .map(|(index, path)| hand.write(index, &path.points()))
            .collect()
    }
}

impl Path {
    fn points(&self) -> Vec<(f32, f32)> {
        match self {
            Self::Straight(corners) => curve::polyline(corners),
            Self::Smooth(control) => curve::spline(control),
        }
    }
}
