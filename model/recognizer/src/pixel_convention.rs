use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::DigitImage;

/// How a digit image becomes the numbers that a model is fed. Models of other makers have their own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PixelConvention {
    ink: InkValue,
    mean: f32,
    deviation: f32,
}

/// What ink is before mean and deviation; paper is the other one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum InkValue {
    /// Ink is 1 on paper that is 0, as in MNIST.
    #[default]
    One,
    /// Ink is 0 on paper that is 1, as in pictures of ink.
    Zero,
}

/// Why numbers are no convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the mean must be a number, and the deviation a number over 0")]
pub struct ConventionError;

impl PixelConvention {
    /// Pixels minus this mean, divided by this deviation.
    ///
    /// # Errors
    /// Unless both are finite and the deviation is over 0.
    pub fn new(ink: InkValue, mean: f32, deviation: f32) -> Result<Self, ConventionError> {
        let convention = Self {
            ink,
            mean,
            deviation,
        };
        let [paper, ink] = [convention.paper(), convention.ink()];
        let is_sound = deviation > 0.0 && paper.is_finite() && ink.is_finite();
        is_sound.then_some(convention).ok_or(ConventionError)
    }

    /// What ink is before mean and deviation.
    pub fn ink_value(&self) -> InkValue {
        self.ink
    }

    /// What is subtracted.
    pub fn mean(&self) -> f32 {
        self.mean
    }

    /// What is divided by.
    pub fn deviation(&self) -> f32 {
        self.deviation
    }

    /// What the model gets for paper.
    pub fn paper(&self) -> f32 {
        self.number(0.0)
    }

    /// What the model gets for full ink.
    pub fn ink(&self) -> f32 {
        self.number(1.0)
    }

    /// What the model gets for this image, row by row.
    pub fn feed(self, image: &DigitImage) -> impl Iterator<Item = f32> + '_ {
        image
            .normalized()
            .map(move |intensity| self.number(intensity))
    }

    fn number(&self, intensity: f32) -> f32 {
        let pixel = match self.ink {
            InkValue::One => intensity,
            InkValue::Zero => 1.0 - intensity,
        };
        (pixel - self.mean) / self.deviation
    }
}

impl Default for PixelConvention {
    /// Intensities as they are: what the committed model is fed.
    fn default() -> Self {
        Self {
            ink: InkValue::One,
            mean: 0.0,
            deviation: 1.0,
        }
    }
}
