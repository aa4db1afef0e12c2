use serde::{Deserialize, Serialize};

/// Tolerance of the sum of ten probabilities in single precision after printing and parsing.
const SUM_TOLERANCE: f32 = 1e-3;

/// Classification of one digit image: ten probabilities and a rejection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    probabilities: [f32; 10],
    rejection: f32,
}

impl Prediction {
    /// Softmax of the ten logits and logistic of the rejection output.
    ///
    /// `None` if an output is not finite.
    pub fn from_outputs(logits: [f32; 10], rejection: f32) -> Option<Self> {
        if !logits.iter().all(|logit| logit.is_finite()) || !rejection.is_finite() {
            return None;
        }
        // Subtracting the largest logit keeps `exp` from overflowing.
        let largest = logits.iter().copied().fold(f32::MIN, f32::max);
        let weights = logits.map(|logit| (logit - largest).exp());
        let sum: f32 = weights.iter().sum();
        Some(Self {
            probabilities: weights.map(|weight| weight / sum),
            rejection: 1.0 / (1.0 + (-rejection).exp()),
        })
    }

    /// Prediction from stored or received probabilities.
    ///
    /// `None` unless all eleven values are in 0..=1 and the ten probabilities sum to 1 ± 0.001. They
    /// are kept as they are, not normalized.
    pub fn from_probabilities(probabilities: [f32; 10], rejection: f32) -> Option<Self> {
        let is_probability = |value: &f32| (0.0..=1.0).contains(value);
        let sum: f32 = probabilities.iter().sum();
        let is_valid = probabilities.iter().all(is_probability)
            && is_probability(&rejection)
            && (sum - 1.0).abs() <= SUM_TOLERANCE;
        is_valid.then_some(Self {
            probabilities,
            rejection,
        })
    }

    /// Probabilities of the digits 0 to 9, given that the image is a digit; finite, with sum 1.
    pub fn probabilities(&self) -> &[f32; 10] {
        &self.probabilities
    }

    /// Most probable digit, 0 to 9; of equal ones the largest.
    pub fn top1(&self) -> u8 {
        let ranked = self.probabilities.iter().enumerate();
        let best = ranked.max_by(|(_, a), (_, b)| a.total_cmp(b));
        best.map_or(0, |(digit, _)| digit as u8)
    }

    /// Probability of [`Self::top1`], in 0..=1.
    pub fn confidence(&self) -> f32 {
        self.probabilities[usize::from(self.top1())]
    }

    /// Probability that the image is not a digit, in 0..=1.
    pub fn rejection(&self) -> f32 {
        self.rejection
    }

    /// Whether the image is "not a digit": [`Self::top1`] is then only a guess.
    ///
    /// The threshold is 0.5; training shifts the model's rejection logit accordingly.
    pub fn is_rejected(&self) -> bool {
        self.rejection > 0.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_in_range_and_sum_to_1() {
        let mut sure = [0.0; 10];
        sure[3] = 1.0;
        let mut not_a_number = sure;
        not_a_number[3] = f32::NAN;
        let mut negative = sure;
        (negative[3], negative[4], negative[5]) = (1.0, 0.5, -0.5);
        for (probabilities, rejection, is_valid) in [
            (sure, 0.0, true),
            ([0.1; 10], 1.0, true),
            ([0.1002; 10], 0.5, false),
            (sure, 1.5, false),
            (sure, f32::NAN, false),
            (not_a_number, 0.0, false),
            (negative, 0.0, false),
        ] {
            let prediction = Prediction::from_probabilities(probabilities, rejection);
            assert_eq!(
                prediction.is_some(),
                is_valid,
                "{probabilities:?} {rejection}"
            );
        }
    }
}
