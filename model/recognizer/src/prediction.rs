use serde::{Deserialize, Serialize};

/// Ten probabilities, one per digit; they are finite and sum to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    probabilities: [f32; 10],
}

impl Prediction {
    /// The softmax of the network's ten outputs.
    ///
    /// `None` if a logit is not a finite number: such a network has no opinion.
    pub fn from_logits(logits: [f32; 10]) -> Option<Self> {
        if !logits.iter().all(|logit| logit.is_finite()) {
            return None;
        }
        // Subtracting the largest logit keeps `exp` from overflowing.
        let largest = logits.iter().copied().fold(f32::MIN, f32::max);
        let weights = logits.map(|logit| (logit - largest).exp());
        let sum: f32 = weights.iter().sum();
        Some(Self {
            probabilities: weights.map(|weight| weight / sum),
        })
    }

    /// The probability of each digit, 0 to 9.
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
}
