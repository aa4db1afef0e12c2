//! Trial of both models on labeled digits that the project draws itself.

use protocol::LabeledDigit;
use recognizer::DigitImage;

use crate::engines::Inference;

/// Number of labeled digits in a trial.
pub(super) const TRIAL: usize = 300;

/// Digits per request: small enough for a smooth progress bar.
pub(super) const BATCH: usize = 20;

/// State of the trial.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Trial {
    #[default]
    Idle,
    /// Number of digits read so far.
    Running(usize),
    Done(TrialScore),
    /// Reason, as a sentence.
    Failed(String),
}

/// Outcome of a trial.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TrialScore {
    pub(super) count: usize,
    /// Digits that both models read alike, right or wrong.
    pub(super) agreed: usize,
    pub(super) built_in: ModelScore,
    pub(super) own: ModelScore,
}

/// Outcome of a trial for one model.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ModelScore {
    /// Digits that were read right.
    pub(super) right: usize,
    /// Milliseconds per digit, one value per batch.
    latencies: Vec<f64>,
}

impl Trial {
    /// Name of the state in `data-state`.
    pub(super) fn state(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Running(_) => "running",
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
        }
    }

    /// Outcome of a finished trial.
    pub(super) fn score(&self) -> Option<&TrialScore> {
        match self {
            Self::Done(score) => Some(score),
            _ => None,
        }
    }
}

impl TrialScore {
    /// Adds the answers of both models to a batch of digits.
    pub(super) fn add(&mut self, digits: &[LabeledDigit], built_in: &Inference, own: &Inference) {
        self.count += digits.len();
        self.built_in.add(digits, built_in);
        self.own.add(digits, own);
        let pairs = built_in.predictions.iter().zip(&own.predictions);
        self.agreed += pairs.filter(|(a, b)| a.top1() == b.top1()).count();
    }

    /// Fraction that this number of digits is of all, 0 to 1.
    pub(super) fn share(&self, digits: usize) -> f32 {
        digits as f32 / self.count.max(1) as f32
    }
}

impl ModelScore {
    fn add(&mut self, digits: &[LabeledDigit], inference: &Inference) {
        let pairs = digits.iter().zip(&inference.predictions);
        self.right += pairs.filter(|((digit, _), it)| it.top1() == *digit).count();
        self.latencies
            .push(inference.cost.inference / digits.len().max(1) as f64);
    }

    /// Median of the milliseconds per digit.
    pub(super) fn latency(&self) -> Option<f64> {
        figures::median(self.latencies.iter().copied())
    }
}

/// Images of labeled digits.
pub(super) fn images(digits: &[LabeledDigit]) -> Vec<DigitImage> {
    digits.iter().map(|(_, image)| image.clone()).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use recognizer::Prediction;

    use super::*;
    use crate::engines::Cost;

    /// Answer that predicts these digits after so many milliseconds of inference.
    pub(in super::super) fn inference(digits: &[usize], milliseconds: f64) -> Inference {
        let predict = |&digit: &usize| {
            let mut logits = [0.0; 10];
            logits[digit] = 9.0;
            Prediction::from_outputs(logits, -9.0).expect("finite")
        };
        Inference {
            predictions: digits.iter().map(predict).collect(),
            cost: Cost {
                inference: milliseconds,
                ..Cost::default()
            },
        }
    }

    #[test]
    fn a_score_counts_right_and_equal_answers() {
        let image = DigitImage::new([1; DigitImage::PIXELS]);
        let digits = [1, 2, 3, 4].map(|digit| (digit, image.clone()));
        let mut score = TrialScore::default();
        score.add(
            &digits,
            &inference(&[1, 2, 3, 4], 4.0),
            &inference(&[1, 7, 3, 9], 8.0),
        );
        score.add(
            &digits,
            &inference(&[1, 2, 3, 5], 4.0),
            &inference(&[1, 2, 3, 5], 8.0),
        );
        assert_eq!((score.count, score.agreed), (8, 6));
        assert_eq!((score.built_in.right, score.own.right), (7, 5));
        assert_eq!(score.own.latency(), Some(2.0));
        assert_eq!(score.share(score.agreed), 0.75);
    }
}
