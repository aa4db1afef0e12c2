use std::fmt;

use crate::{BoundingBox, DigitImage, Prediction};

/// The most digits that a number is read with.
pub const MAX_DIGITS: usize = 12;

/// What was read: one or more digits, from left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    digits: Vec<Digit>,
}

/// One digit of a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Digit {
    /// Where its ink is: drawing units for strokes, pixels for rasters.
    pub bounds: BoundingBox,
    /// What the network saw.
    pub image: DigitImage,
    /// What it said.
    pub prediction: Prediction,
}

impl Number {
    pub(crate) fn new(digits: Vec<Digit>) -> Self {
        Self { digits }
    }

    /// The digits from left to right; at least one.
    pub fn digits(&self) -> &[Digit] {
        &self.digits
    }

    /// Whether a part of it is "not a digit": then the number is no more than a guess.
    pub fn is_rejected(&self) -> bool {
        self.digits.len() > MAX_DIGITS || self.digits.iter().any(Digit::is_rejected)
    }

    /// The probability that every digit is right.
    pub fn confidence(&self) -> f32 {
        let all = self
            .digits
            .iter()
            .map(|digit| digit.prediction.confidence());
        all.product()
    }
}

impl Digit {
    /// Whether this is "not a digit".
    pub fn is_rejected(&self) -> bool {
        self.prediction.is_rejected()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for digit in &self.digits {
            write!(formatter, "{}", digit.prediction.top1())?;
        }
        Ok(())
    }
}
