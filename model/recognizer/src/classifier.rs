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
