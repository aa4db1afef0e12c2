//! The one seam to inference.

#[cfg(feature = "tract")]
pub(crate) mod tract;

use crate::{ClassifyError, DigitImage, Prediction};

/// Runs the network; implemented by each runtime, and by dummies in tests.
pub trait Classifier {
    /// One prediction per image, in order.
    ///
    /// # Errors
    /// If the forward pass fails; the engine can be used again.
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError>;
}

/// What the network computes from one image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outputs {
    /// One per digit, before softmax.
    pub logits: [f32; 10],
    /// Above 0 the image is "not a digit".
    pub rejection: f32,
}

impl Outputs {
    /// What they say.
    ///
    /// # Errors
    /// If one of them is not a finite number.
    pub fn prediction(self) -> Result<Prediction, ClassifyError> {
        let not_finite = || ClassifyError::Inference("an output is not a finite number".into());
        Prediction::from_outputs(self.logits, self.rejection).ok_or_else(not_finite)
    }
}

/// The prediction for one image.
///
/// # Errors
/// As [`Classifier::classify`], and if the engine does not answer.
pub fn classify_one(
    classifier: &impl Classifier,
    image: &DigitImage,
) -> Result<Prediction, ClassifyError> {
    let predictions = classifier.classify(std::slice::from_ref(image))?;
    let first = predictions.into_iter().next();
    first.ok_or_else(|| ClassifyError::Inference("no prediction came back".into()))
}
