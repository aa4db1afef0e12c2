//! Segmentation of a number into digits: proposed by shape, decided by the network.
//!
//! Geometry finds rows, and signs such as points and dashes. In each row, oversegmentation splits the
//! rest of the ink into fragments (strokes or connected pixels), each part of only one
//! digit. Every run of neighboring fragments that could be one digit is a candidate. The network
//! classifies all candidates, and the most probable path that uses every fragment once is the number.

mod candidate;
mod components;
mod cross;
mod fragments;
mod layout;
mod order;
mod rows;
mod shape;
mod signs;
mod viterbi;

use crate::{Digit, DigitImage, Drawing, Number, Prediction, Raster, Stroke};
use candidate::Line;
use fragments::Fragment;
use layout::Row;
pub(crate) use order::sort_by_key;
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
    /// Rows from top to bottom; at least one.
    lines: Vec<Line>,
}

/// Segments a drawing, with boxes in drawing units; `None` if it is blank.
// Inlined into a program that is optimized for speed, it would be three times as large.
#[inline(never)]
pub fn segment(drawing: &Drawing) -> Option<Segmentation> {
    Segmentation::propose(&fragments::of_drawing(drawing), fragments::image)
}

/// Segments a raster, with boxes in pixels; `None` if it is blank.
///
/// The background must be exactly 0; ink is above 0 and up to 1.
pub fn segment_raster(raster: &Raster) -> Option<Segmentation> {
    let rows = components::of_raster(raster);
    Segmentation::propose(&rows, |run| components::image(raster, run))
}

/// Strokes of a digit; `None` if it was not recognized in this drawing.
pub fn strokes_of(digit: &Digit, drawing: &Drawing) -> Option<Drawing> {
    let rows = fragments::of_drawing(drawing);
    rows.iter().find_map(|row| strokes_in_row(digit, row))
}

fn strokes_in_row(digit: &Digit, row: &Row<Vec<Stroke>>) -> Option<Drawing> {
    let found = candidate::runs(row).into_iter().find(|run| {
        let run = &row.fragments[run.clone()];
        // The image tells apart candidates with equal boxes, such as a stroke that crosses the digit.
        candidate::bounds(run) == Some(digit.bounds)
            && fragments::image(run).as_ref() == Some(&digit.image)
    })?;
    let strokes = row.fragments[found].iter();
    let strokes = strokes.flat_map(|fragment| &fragment.ink);
    Some(strokes.cloned().collect())
}

impl Segmentation {
    /// Proposes candidates in each row; `None` without rows.
    fn propose<I>(
        rows: &[Row<I>],
        image: impl Fn(&[Fragment<I>]) -> Option<DigitImage>,
    ) -> Option<Self> {
        let lines = rows.iter().map(|row| Line::propose(row, &image));
        (!rows.is_empty()).then(|| Self {
            lines: lines.collect(),
        })
    }

    /// Digit images of all candidates, to be classified in this order.
    pub fn images(&self) -> Vec<DigitImage> {
        let candidates = self.lines.iter().flat_map(|line| &line.candidates);
        candidates
            .map(|candidate| candidate.image.clone())
            .collect()
    }

    /// Segmentation with all boxes multiplied by `factor`, to map them to the original picture.
    pub fn scaled(mut self, factor: f64) -> Self {
        for line in &mut self.lines {
            for candidate in &mut line.candidates {
                candidate.bounds = candidate.bounds.scaled(factor);
            }
            for mark in &mut line.marks {
                mark.bounds = mark.bounds.scaled(factor);
            }
        }
        self
    }

    /// Most probable number, given one prediction for each of [`Self::images`].
    ///
    /// `None` if the number of predictions differs from that of the images.
    // As `segment`.
    #[inline(never)]
    pub fn read(self, predictions: Vec<Prediction>) -> Option<Number> {
        let mut rest = &predictions[..];
        let mut rows = Vec::new();
        for line in self.lines {
            let (own, others) = rest.split_at_checked(line.candidates.len())?;
            rest = others;
            rows.push((viterbi::most_probable(&line, own), line.marks));
        }
        rest.is_empty().then(|| Number::of_rows(rows))
    }
}
