//! Meaning of a model's ten scores, and the probabilities that follow from them.

use super::super::Outputs;
use super::NEVER_REJECT;
use crate::Prediction;

/// Tolerance of the sum of probabilities, wide enough for networks in half precision.
const TOLERANCE: f32 = 0.01;

/// Meaning of the ten scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scores {
    /// Of any size; their softmax is the probabilities.
    Logits,
    /// They sum to 1.
    Probabilities,
    /// Each is the probability that the image is this digit, whatever the others are (sigmoid).
    Independent,
}

impl Scores {
    /// Meaning of scores of which these are examples, for different images.
    pub(super) fn detect(examples: &[[f32; 10]]) -> Self {
        let mut scores = examples.iter().flatten();
        if examples.iter().all(|scores| normalized(scores).is_some()) {
            Self::Probabilities
        } else if scores.all(|score| (0.0..=1.0).contains(score)) {
            Self::Independent
        } else {
            Self::Logits
        }
    }

    /// Prediction from scores and a rejection logit; `None` if a number is not finite, or the scores do
    /// not sum to 1 as those of other images do.
    pub(super) fn prediction(self, outputs: Outputs) -> Option<Prediction> {
        let Outputs {
            logits: scores,
            rejection,
        } = outputs;
        match self {
            Self::Logits => Prediction::from_outputs(scores, rejection),
            Self::Probabilities => {
                let rejection = 1.0 / (1.0 + (-rejection).exp());
                Prediction::from_probabilities(normalized(&scores)?, rejection)
            }
            Self::Independent => {
                let logits = scores.map(log_odds);
                let is_given = rejection != NEVER_REJECT;
                let rejection = if is_given {
                    rejection
                } else {
                    log_odds_of_none(&logits)
                };
                Prediction::from_outputs(logits, rejection)
            }
        }
    }
}

/// Scores divided by their sum, if they are probabilities within [`TOLERANCE`].
fn normalized(scores: &[f32; 10]) -> Option<[f32; 10]> {
    let sum: f32 = scores.iter().sum();
    let are_valid = scores.iter().all(|&score| score >= 0.0) && (sum - 1.0).abs() <= TOLERANCE;
    are_valid.then(|| scores.map(|score| score / sum))
}

/// Logit of an independent probability. The softmax of ten of them is the probability of each digit, given
/// that the image is exactly one.
fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(f32::EPSILON, 1.0 - f32::EPSILON);
    (probability / (1.0 - probability)).ln()
}

/// Logit that the image is none of the digits rather than exactly one of them.
fn log_odds_of_none(logits: &[f32; 10]) -> f32 {
    let odds: f32 = logits.iter().map(|logit| logit.exp()).sum();
    -odds.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_told_apart_by_their_range_and_sum() {
        let mut sigmoid = [0.02; 10];
        sigmoid[3] = 0.97;
        let mut softmax = [0.01; 10];
        softmax[3] = 0.91;
        for (examples, expected) in [
            (&[softmax, [0.1; 10]][..], Scores::Probabilities),
            (&[softmax, sigmoid], Scores::Independent),
            (&[[0.0; 10], [1.0; 10]], Scores::Independent),
            (&[softmax, [-0.1; 10]], Scores::Logits),
            (&[softmax.map(f32::ln), [-2.3; 10]], Scores::Logits),
        ] {
            assert_eq!(Scores::detect(examples), expected, "{examples:?}");
        }
    }

    #[test]
    fn independent_scores_tell_how_sure_the_model_is() {
        let predict = |scores| {
            let outputs = Outputs {
                logits: scores,
                rejection: NEVER_REJECT,
            };
            Scores::Independent.prediction(outputs).expect("finite")
        };
        let mut clear = [0.02; 10];
        clear[3] = 0.97;
        let clear = predict(clear);
        assert_eq!(clear.top1(), 3);
        assert!(clear.confidence() > 0.95, "{}", clear.confidence());
        assert!(!clear.is_rejected());
        // None of the digits.
        assert!(predict([0.02; 10]).is_rejected());
        // Two digits that are equally likely.
        let mut torn = [0.0; 10];
        (torn[1], torn[7]) = (1.0, 1.0);
        assert!((predict(torn).confidence() - 0.5).abs() < 1e-3);
    }
}
