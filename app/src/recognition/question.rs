//! Ink to read, prepared for the engines.

use recognizer::{DigitImage, Drawing, Number, Segmentation, segment};

use super::comparison::EngineReading;
use super::timing::Timing;
use super::{Picture, Reading};
use crate::drawing::DrawingState;
use crate::engines::{EngineError, Inference};
use crate::platform::clock;

/// Segmented ink of the pad or of a picture.
#[derive(Clone)]
pub(crate) struct Question {
    /// Drawing on the pad, even if a picture covers it.
    drawing: Drawing,
    /// Version of the drawing.
    pub(super) version: u32,
    /// ID of the picture whose ink it is.
    picture: Option<u32>,
    segmentation: Segmentation,
    /// Images to classify: the only data that engines receive.
    pub(super) images: Vec<DigitImage>,
    /// Milliseconds from the ink to the images.
    preprocessing: f64,
}

impl Question {
    /// Ink on the pad; `None` if it is blank.
    pub(super) fn about_drawing(state: &DrawingState) -> Option<Self> {
        let start = clock::now();
        let segmentation = segment(state.drawing())?;
        Some(Self::new(segmentation, start, state))
    }

    /// Ink of a picture, which covers the pad; `None` until it has been scanned.
    pub(super) fn about_picture(picture: &Picture, state: &DrawingState) -> Option<Self> {
        let start = clock::now();
        let segmentation = picture.sketch.as_ref()?.segmentation.clone();
        Some(Self {
            picture: Some(picture.id),
            ..Self::new(segmentation, start, state)
        })
    }

    fn new(segmentation: Segmentation, start: f64, state: &DrawingState) -> Self {
        let images = segmentation.images();
        Self {
            preprocessing: clock::now() - start,
            drawing: state.drawing().clone(),
            version: state.version(),
            picture: None,
            segmentation,
            images,
        }
    }

    /// Interprets the predictions of the images as a number.
    ///
    /// # Errors
    /// If the engine failed, or its answer does not fit the images.
    pub(super) fn interpret(
        &self,
        outcome: Result<Inference, EngineError>,
    ) -> Result<EngineReading, EngineError> {
        let Inference { predictions, cost } = outcome?;
        let number = self.segmentation.clone().read(predictions.clone());
        Ok(EngineReading {
            // A worker whose answer does not fit is as good as dead.
            number: number.ok_or(EngineError::Died)?,
            predictions,
            timing: Timing::new(self.preprocessing, &cost),
            cost,
        })
    }

    /// Reading of this ink as a number.
    pub(super) fn reading(&self, number: Number, is_built_in: bool) -> Reading {
        Reading {
            rows: choices(&number),
            number,
            drawing: self.drawing.clone(),
            version: self.version,
            picture: self.picture,
            is_built_in,
        }
    }
}

/// Rows to choose from; empty unless there are several.
pub(super) fn choices(number: &Number) -> Vec<Number> {
    if number.row_count() > 1 {
        number.rows()
    } else {
        Vec::new()
    }
}
