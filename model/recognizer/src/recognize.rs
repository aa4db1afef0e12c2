//! The whole pipeline: ink to number.

use crate::{Classifier, ClassifyError, Drawing, Number, Raster, Segmentation};
use crate::{segment, segment_raster};

/// Reads the number in a drawing; `None` if nothing was drawn.
///
/// # Errors
/// As [`Classifier::classify`], and if the engine does not answer.
pub fn recognize(
    classifier: &impl Classifier,
    drawing: &Drawing,
) -> Result<Option<Number>, ClassifyError> {
    segment(drawing)
        .map(|digits| read(classifier, digits))
        .transpose()
}

/// Reads the number in a clean picture, as [`recognize`] does; `None` if it is blank.
///
/// # Errors
/// As [`recognize`].
pub fn recognize_raster(
    classifier: &impl Classifier,
    raster: &Raster,
) -> Result<Option<Number>, ClassifyError> {
    segment_raster(raster)
        .map(|digits| read(classifier, digits))
        .transpose()
}

fn read(classifier: &impl Classifier, segmentation: Segmentation) -> Result<Number, ClassifyError> {
    let predictions = classifier.classify(&segmentation.images())?;
    let unanswered = || ClassifyError::Inference("not every image got a prediction".into());
    segmentation.read(predictions).ok_or_else(unanswered)
}
