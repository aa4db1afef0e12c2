//! Which ink makes which digit: proposed by shape, decided by the network.
//!
//! Ink falls into parts (strokes or connected pixels) that belong to one digit for certain. Every
//! run of neighbouring parts that could be one digit is a candidate; the network classifies them
//! all, and the most probable way to read every part exactly once is the number.

mod candidate;
mod choose;
mod components;
mod parts;

use crate::{Digit, DigitImage, Drawing, Number, Prediction, Raster};
use candidate::Candidate;
use serde::{Deserialize, Serialize};

/// The candidates for the digits of a number, waiting for the network's opinion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segmentation {
    /// Number of parts; a candidate is a run of them.
    parts: usize,
    candidates: Vec<Candidate>,
}

/// The candidates of a drawing; `None` if nothing was drawn.
pub fn segment(drawing: &Drawing) -> Option<Segmentation> {
    Segmentation::propose(&parts::of_drawing(drawing), parts::image)
}

/// The candidates of a clean picture: ink 1, paper exactly 0; `None` if it is blank.
pub fn segment_raster(raster: &Raster) -> Option<Segmentation> {
    let parts = components::of_raster(raster);
    Segmentation::propose(&parts, |run| components::image(raster, run))
}

/// The strokes that a digit was read from; `None` if it was not read from this drawing.
pub fn strokes_of(digit: &Digit, drawing: &Drawing) -> Option<Drawing> {
    let parts = parts::of_drawing(drawing);
    let found = candidate::runs(&parts).into_iter().find(|run| {
        let run = &parts[run.clone()];
        // Others may have the same box: one that crosses the digit.
        candidate::bounds(run) == Some(digit.bounds)
            && parts::image(run).as_ref() == Some(&digit.image)
    })?;
    let strokes = parts[found].iter().flat_map(|part| &part.ink);
    Some(strokes.cloned().collect())
}

impl Segmentation {
    /// What the network has to classify, in this order.
    pub fn images(&self) -> Vec<DigitImage> {
        let images = self.candidates.iter().map(|candidate| &candidate.image);
        images.cloned().collect()
    }

    /// The same, found in a picture of `factor` times the size.
    pub fn scaled(mut self, factor: f64) -> Self {
        for candidate in &mut self.candidates {
            candidate.bounds = candidate.bounds.scaled(factor);
        }
        self
    }

    /// The most probable number.
    ///
    /// `None` unless there is one prediction for each of [`Self::images`].
    pub fn read(self, predictions: Vec<Prediction>) -> Option<Number> {
        (predictions.len() == self.candidates.len())
            .then(|| choose::most_probable(self, predictions))
    }
}
