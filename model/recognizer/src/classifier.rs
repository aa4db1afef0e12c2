//! The only seam to inference.

#[cfg(feature = "tract")]
pub(crate) mod tract;

use crate::{ClassifyError, DigitImage, Prediction};

/// An inference engine; implemented by each runtime, and by stubs in tests.
pub trait Classifier {
    /// Classifies the images: one prediction per image, in the same order.
    ///
    /// # Errors
    /// If the forward pass fails; the engine stays usable.
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError>;
}

/// Raw network outputs for one image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outputs {
    /// Logits of the digits 0 to 9, before softmax.
    pub logits: [f32; 10],
    /// Rejection logit: above 0 the image is "not a digit".
    pub rejection: f32,
}

impl Outputs {
    /// Softmax of the logits and logistic of the rejection output.
    ///
    /// # Errors
    /// If an output is not finite.
    pub fn prediction(self) -> Result<Prediction, ClassifyError> {
        let not_finite = || ClassifyError::Inference("an output is not a finite number".into());
        Prediction::from_outputs(self.logits, self.rejection).ok_or_else(not_finite)
    }
}

/// Classifies a single image.
///
/// # Errors
/// As [`Classifier::classify`], and if the engine returns no prediction.
pub fn classify_one(
    classifier: &impl Classifier,
    image: &DigitImage,
) -> Result<Prediction, ClassifyError> {
    let predictions = classifier.classify(std::slice::from_ref(image))?;
    let first = predictions.into_iter().next();
    first.ok_or_else(|| ClassifyError::Inference("the engine returned no prediction".into()))
}
