//! The whole pipeline: ink to number.

use crate::{Classifier, ClassifyError, Drawing, Number, Raster, Segmentation};
use crate::{segment, segment_raster};

/// Recognizes the number in a drawing; `None` if it is blank, in which case the network is not run.
///
/// # Errors
/// As [`Classifier::classify`], and if the engine returns too few or too many predictions.
pub fn recognize(
    classifier: &impl Classifier,
    drawing: &Drawing,
) -> Result<Option<Number>, ClassifyError> {
    segment(drawing)
        .map(|digits| read(classifier, digits))
        .transpose()
}

/// Recognizes the number in a raster with background exactly 0 and ink up to 1; `None` if it is blank.
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
    let miscounted = || {
        ClassifyError::Inference("the number of predictions differs from that of the images".into())
    };
    segmentation.read(predictions).ok_or_else(miscounted)
}
