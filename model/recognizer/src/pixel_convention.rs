use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::DigitImage;

/// Input normalization of a model: `(value − mean) / deviation`, where `value` is 0 to 1.
///
/// The committed model takes [`PixelConvention::default`]; imported models may need another.
///
/// ```
/// use recognizer::{DigitImage, InkValue, PixelConvention};
///
/// // Mean and standard deviation of PyTorch's MNIST example.
/// let convention = PixelConvention::new(InkValue::One, 0.1307, 0.3081)?;
/// let blank = DigitImage::new([0; DigitImage::PIXELS]);
/// let inputs: Vec<f32> = convention.feed(&blank).collect();
/// assert_eq!(inputs, [-0.1307 / 0.3081; DigitImage::PIXELS]);
/// # Ok::<(), recognizer::ConventionError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PixelConvention {
    ink: InkValue,
    mean: f32,
    deviation: f32,
}

/// Value of full ink before normalization; the background has the other value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum InkValue {
    /// Ink 1, background 0, as in MNIST.
    #[default]
    One,
    /// Ink 0, background 1, as in scans.
    Zero,
}

/// Error of [`PixelConvention::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the mean must be a number, and the deviation a number over 0")]
pub struct ConventionError;

impl PixelConvention {
    /// Convention with this mean and deviation, both in units of the 0 to 1 values.
    ///
    /// # Errors
    /// Unless the deviation is above 0 and the inputs for background and ink are finite.
    pub fn new(ink: InkValue, mean: f32, deviation: f32) -> Result<Self, ConventionError> {
        let convention = Self {
            ink,
            mean,
            deviation,
        };
        let [paper, ink] = [convention.paper(), convention.ink()];
        let is_valid = deviation > 0.0 && paper.is_finite() && ink.is_finite();
        is_valid.then_some(convention).ok_or(ConventionError)
    }

    /// Value of full ink before normalization.
    pub fn ink_value(&self) -> InkValue {
        self.ink
    }

    /// Subtracted mean.
    pub fn mean(&self) -> f32 {
        self.mean
    }

    /// Divisor, above 0.
    pub fn deviation(&self) -> f32 {
        self.deviation
    }

    /// Model input for a background pixel.
    pub fn paper(&self) -> f32 {
        self.normalize(0.0)
    }

    /// Model input for a pixel of full ink.
    pub fn ink(&self) -> f32 {
        self.normalize(1.0)
    }

    /// The 784 model inputs of an image, row by row.
    ///
    /// Each is `(v − mean) / deviation`, where `v` is `pixel / 255` for [`InkValue::One`] and
    /// `1 − pixel / 255` for [`InkValue::Zero`].
    pub fn feed(self, image: &DigitImage) -> impl Iterator<Item = f32> + '_ {
        image
            .normalized()
            .map(move |intensity| self.normalize(intensity))
    }

    fn normalize(&self, intensity: f32) -> f32 {
        let pixel = match self.ink {
            InkValue::One => intensity,
            InkValue::Zero => 1.0 - intensity,
        };
        (pixel - self.mean) / self.deviation
    }
}

impl Default for PixelConvention {
    /// Unchanged intensities, `pixel / 255`: the committed model's input.
    fn default() -> Self {
        Self {
            ink: InkValue::One,
            mean: 0.0,
            deviation: 1.0,
        }
    }
}
