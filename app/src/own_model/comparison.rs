//! Answers of both models to the same drawing.

use recognizer::{Digit, Prediction};

use crate::engines::EngineError;

/// Answer of one model to all digits of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ModelAnswer {
    /// Most probable digits from left to right.
    pub(super) text: String,
    /// Product of the digits' confidences, 0 to 1.
    pub(super) confidence: f32,
    /// Milliseconds of inference per digit, where measured.
    pub(super) latency: Option<f64>,
}

/// Answers of both models to a drawing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OwnComparison {
    pub(super) built_in: ModelAnswer,
    pub(super) own: Result<ModelAnswer, EngineError>,
    /// Whether both read the same digits; `None` if one gave no answer or the built-in model rejects
    /// a digit.
    pub(super) agrees: Option<bool>,
}

/// Agreement over the drawings of a visit that both models read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OwnTally {
    pub(super) compared: usize,
    pub(super) agreed: usize,
}

impl ModelAnswer {
    /// Joins one prediction per digit; `inference` is the milliseconds for all of them.
    pub(super) fn new(predictions: &[Prediction], inference: Option<f64>) -> Self {
        let text = predictions.iter().map(|it| char::from(b'0' + it.top1()));
        Self {
            text: text.collect(),
            confidence: predictions.iter().map(Prediction::confidence).product(),
            latency: inference.map(|time| time / predictions.len().max(1) as f64),
        }
    }
}

impl OwnComparison {
    /// Compares the built-in model's digits, whose inference took so many milliseconds together, with
    /// the other model's answer.
    pub(super) fn new(
        digits: &[Digit],
        inference: Option<f64>,
        own: Result<ModelAnswer, EngineError>,
    ) -> Self {
        let predictions: Vec<_> = digits
            .iter()
            .map(|digit| digit.prediction.clone())
            .collect();
        let built_in = ModelAnswer::new(&predictions, inference);
        // Models without a rejection output cannot agree that something is not a digit.
        let is_read = !digits.iter().any(Digit::is_rejected);
        let agrees = own.as_ref().ok().map(|own| own.text == built_in.text);
        Self {
            agrees: agrees.filter(|_| is_read),
            built_in,
            own,
        }
    }
}

impl OwnTally {
    /// Counts a drawing, if its answers could be compared.
    pub(super) fn add(&mut self, comparison: &OwnComparison) {
        self.compared += usize::from(comparison.agrees.is_some());
        self.agreed += usize::from(comparison.agrees == Some(true));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::tests::inference;
    use super::*;

    #[test]
    fn an_answer_joins_the_digits_and_averages_the_latency() {
        let answer = ModelAnswer::new(&inference(&[2, 0, 6], 6.0).predictions, Some(6.0));
        assert_eq!((&*answer.text, answer.latency), ("206", Some(2.0)));
        assert!(answer.confidence > 0.99);
    }
}
