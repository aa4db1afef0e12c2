//! Segmentation of a number into digits: proposed by shape, decided by the network.
//!
//! Oversegmentation splits the ink into fragments (strokes or connected pixels), each part of only one
//! digit. Every run of neighboring fragments that could be one digit is a candidate. The network
//! classifies all candidates, and the most probable path that uses every fragment once is the number.

mod candidate;
mod components;
mod fragments;
mod viterbi;

use crate::{Digit, DigitImage, Drawing, Number, Prediction, Raster};
use candidate::Candidate;
use serde::{Deserialize, Serialize};

/// Candidates for the digits of a number, to be classified and then passed to [`Self::read`].
///
/// ```
/// use recognizer::{Drawing, Prediction, Stroke, segment};
///
/// let strokes = [60.0, 300.0].map(|x| Stroke::from_iter([(x, 100.0), (x, 300.0)]));
/// let segmentation = segment(&Drawing::from_iter(strokes)).expect("the drawing has ink");
/// let mut logits = [0.0; 10];
/// logits[1] = 9.0;
/// let one = Prediction::from_outputs(logits, -9.0).expect("finite outputs");
/// let predictions = vec![one; segmentation.images().len()];
/// let number = segmentation.read(predictions).expect("one prediction per image");
/// assert_eq!(number.to_string(), "11");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segmentation {
    /// Number of fragments; a candidate is a run of them.
    fragments: usize,
    candidates: Vec<Candidate>,
}

/// Segments a drawing, with boxes in drawing units; `None` if it is blank.
pub fn segment(drawing: &Drawing) -> Option<Segmentation> {
    Segmentation::propose(&fragments::of_drawing(drawing), fragments::image)
}

/// Segments a raster, with boxes in pixels; `None` if it is blank.
///
/// The background must be exactly 0; ink is above 0 and up to 1.
pub fn segment_raster(raster: &Raster) -> Option<Segmentation> {
    let fragments = components::of_raster(raster);
    Segmentation::propose(&fragments, |run| components::image(raster, run))
}

/// Strokes of a digit; `None` if it was not recognized in this drawing.
pub fn strokes_of(digit: &Digit, drawing: &Drawing) -> Option<Drawing> {
    let fragments = fragments::of_drawing(drawing);
    let found = candidate::runs(&fragments).into_iter().find(|run| {
        let run = &fragments[run.clone()];
        // The image tells apart candidates with equal boxes, such as a stroke that crosses the digit.
        candidate::bounds(run) == Some(digit.bounds)
            && fragments::image(run).as_ref() == Some(&digit.image)
    })?;
    let strokes = fragments[found].iter().flat_map(|fragment| &fragment.ink);
    Some(strokes.cloned().collect())
}

impl Segmentation {
    /// Digit images of all candidates, to be classified in this order.
    pub fn images(&self) -> Vec<DigitImage> {
        let images = self.candidates.iter().map(|candidate| &candidate.image);
        images.cloned().collect()
    }

    /// Segmentation with all boxes multiplied by `factor`, to map them to the original picture.
    pub fn scaled(mut self, factor: f64) -> Self {
        for candidate in &mut self.candidates {
            candidate.bounds = candidate.bounds.scaled(factor);
        }
        self
    }

    /// Most probable number, given one prediction for each of [`Self::images`].
    ///
    /// `None` if the number of predictions differs from that of the images.
    pub fn read(self, predictions: Vec<Prediction>) -> Option<Number> {
        (predictions.len() == self.candidates.len())
            .then(|| viterbi::most_probable(self, predictions))
    }
}
