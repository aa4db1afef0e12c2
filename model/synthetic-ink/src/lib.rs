//! Generator of labeled digits and non-digits as pen strokes, for tests, benchmarks and evaluation.
//!
//! Digits come in [`STYLES`] that people use, given by a few control points; a [`Hand`] sets size,
//! proportions, slant and shake. Non-digits come in [`NONDIGITS`], families of random shapes. The
//! same hand or seed always draws the same strokes, on every machine. Training never sees them.
//!
//! ```
//! use recognizer::PAD_SIZE;
//! use synthetic_ink::{Hand, NONDIGITS, STYLES, labeled};
//!
//! let seven = STYLES.iter().find(|style| style.digit == 7).expect("every digit has a style");
//! let slanted = Hand { slant: 0.2, ..Hand::default() };
//! assert!(!seven.written_by(&slanted).is_blank());
//!
//! let (digit, drawing) = labeled(42);
//! assert_eq!((digit, drawing), labeled(42));
//!
//! let shape = NONDIGITS[0].drawn(1);
//! assert!(shape.points().all(|point| (0.0..=PAD_SIZE).contains(&point.x)));
//! ```

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

use ink_geometry::{Path, Place};
use recognizer::Drawing;

/// Style of a digit.
pub struct Style {
    /// Digit, 0 to 9.
    pub digit: u8,
    /// Name, unique among the styles of the digit.
    pub name: &'static str,
    /// Control points of each stroke, in a box about 0.7 wide and 1 high; y points down.
    strokes: &'static [Control],
}

/// Control points of a stroke.
enum Control {
    /// Corners of a polyline.
    Straight(&'static [Place]),
    /// Points of a spline.
    Smooth(&'static [Place]),
}

impl Style {
    /// Draws the digit by a hand, in drawing units.
    pub fn written_by(&self, hand: &Hand) -> Drawing {
        let strokes = self.strokes.iter().enumerate();
        strokes
            .map(|(index, control)| hand.write(index, &control.path()))
            .collect()
    }
}

impl Control {
    fn path(&self) -> Path {
        match self {
            Self::Straight(corners) => curve::polyline(corners),
            Self::Smooth(points) => curve::spline(points),
        }
    }
}
