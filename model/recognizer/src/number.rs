use std::fmt;

use crate::{BoundingBox, DigitImage, Prediction};

/// Maximum number of digits; a longer number is rejected.
pub const MAX_DIGITS: usize = 12;

/// Recognized number: one or more digits, from left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    digits: Vec<Digit>,
}

/// Digit of a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Digit {
    /// Bounding box of its ink: drawing units for strokes, pixels for rasters.
    pub bounds: BoundingBox,
    /// Network input.
    pub image: DigitImage,
    /// Network output.
    pub prediction: Prediction,
}

impl Number {
    pub(crate) fn new(digits: Vec<Digit>) -> Self {
        Self { digits }
    }

    /// Digits from left to right; at least one.
    pub fn digits(&self) -> &[Digit] {
        &self.digits
    }

    /// Whether a digit is rejected or there are more than [`MAX_DIGITS`]: the number is then only a
    /// guess.
    pub fn is_rejected(&self) -> bool {
        self.digits.len() > MAX_DIGITS || self.digits.iter().any(Digit::is_rejected)
    }

    /// Product of the digits' confidences, in 0..=1: the probability that every digit is right, if
    /// their errors are independent.
    ///
    /// Rejection and segmentation do not count.
    pub fn confidence(&self) -> f32 {
        let confidences = self
            .digits
            .iter()
            .map(|digit| digit.prediction.confidence());
        confidences.product()
    }
}

impl Digit {
    /// Whether the network rejects it as "not a digit".
    pub fn is_rejected(&self) -> bool {
        self.prediction.is_rejected()
    }
}

/// Most probable digits without separators, as in `2026`.
impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for digit in &self.digits {
            write!(formatter, "{}", digit.prediction.top1())?;
        }
        Ok(())
    }
}
