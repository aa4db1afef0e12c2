use serde::{Deserialize, Serialize};

/// How far the sum of ten probabilities in single precision, printed and read again, may be from 1.
const SUM_TOLERANCE: f32 = 1e-3;

/// What the network says about one digit image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    probabilities: [f32; 10],
    rejection: f32,
}

impl Prediction {
    /// The softmax of the network's ten logits, and the logistic function of its rejection.
    ///
    /// `None` if an output is not a finite number: such a network has no opinion.
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

    /// What a network said elsewhere.
    ///
    /// `None` if these are no probabilities: from 0 to 1, and 1 in sum.
    pub fn from_probabilities(probabilities: [f32; 10], rejection: f32) -> Option<Self> {
        let is_share = |share: &f32| (0.0..=1.0).contains(share);
        let sum: f32 = probabilities.iter().sum();
        let is_sound = probabilities.iter().all(is_share)
            && is_share(&rejection)
            && (sum - 1.0).abs() <= SUM_TOLERANCE;
        is_sound.then_some(Self {
            probabilities,
            rejection,
        })
    }

    /// The probability of each digit, 0 to 9, if it is one: finite, and 1 in sum.
    pub fn probabilities(&self) -> &[f32; 10] {
        &self.probabilities
    }

    /// The most probable digit.
    pub fn top1(&self) -> u8 {
        let ranked = self.probabilities.iter().enumerate();
        let best = ranked.max_by(|(_, a), (_, b)| a.total_cmp(b));
        best.map_or(0, |(digit, _)| digit as u8)
    }

    /// The probability of [`Self::top1`].
    pub fn confidence(&self) -> f32 {
        self.probabilities[usize::from(self.top1())]
    }

    /// How much the image looks like no digit at all, 0 to 1.
    pub fn rejection(&self) -> f32 {
        self.rejection
    }

    /// Whether the image is "not a digit": then [`Self::top1`] is no more than a guess.
    ///
    /// The model's training shifts its output so that the line is at one half.
    pub fn is_rejected(&self) -> bool {
        self.rejection > 0.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_shares_of_a_whole_are_probabilities() {
        let mut sure = [0.0; 10];
        sure[3] = 1.0;
        let mut unsound = sure;
        unsound[3] = f32::NAN;
        let mut negative = sure;
        (negative[3], negative[4], negative[5]) = (1.0, 0.5, -0.5);
        for (probabilities, rejection, is_sound) in [
            (sure, 0.0, true),
            ([0.1; 10], 1.0, true),
            ([0.1002; 10], 0.5, false),
            (sure, 1.5, false),
            (sure, f32::NAN, false),
            (unsound, 0.0, false),
            (negative, 0.0, false),
        ] {
            let prediction = Prediction::from_probabilities(probabilities, rejection);
            assert_eq!(
                prediction.is_some(),
                is_sound,
                "{probabilities:?} {rejection}"
            );
        }
    }
}
