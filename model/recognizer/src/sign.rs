//! Signs beside digits, which make ink something other than a whole number.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::BoundingBox;

/// Sign between, before or after digits, told apart by its geometry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sign {
    /// Dot on the base line.
    Point,
    /// Short stroke on the base line.
    Comma,
    /// Dot at half height.
    MiddleDot,
    /// Dot or short stroke at full height.
    Apostrophe,
    /// Two dots above each other.
    Colon,
    /// Flat stroke at half height.
    Minus,
    /// Two flat strokes above each other.
    Equals,
    /// Flat and upright stroke that cross.
    Plus,
    /// Two slanted strokes that cross.
    Times,
    /// Flat stroke between two dots.
    Divide,
    /// Slanted stroke that is longer than a 1.
    Slash,
}

impl Sign {
    /// Character of the sign; ASCII where there is one.
    pub const fn glyph(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
            Self::MiddleDot => '·',
            Self::Apostrophe => '\'',
            Self::Colon => ':',
            Self::Minus => '-',
            Self::Equals => '=',
            Self::Plus => '+',
            Self::Times => '×',
            Self::Divide => '÷',
            Self::Slash => '/',
        }
    }
}

impl fmt::Display for Sign {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.glyph())
    }
}

/// Sign with its place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Kind of the sign.
    pub sign: Sign,
    /// Bounding box of its ink: drawing units for strokes, pixels for rasters.
    pub bounds: BoundingBox,
}
