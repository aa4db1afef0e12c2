//! The most probable way to read every part exactly once.

use super::Segmentation;
use super::candidate::Candidate;
use crate::number::Digit;
use crate::{Number, Prediction};

/// A part that is rejected costs at most this much: what cannot be read anyway must not tear the
/// rest apart. By the part, so that a digit beside it is not drawn in.
const WORST: f32 = -8.0;

/// Finds the path of candidates with the largest sum of log probabilities (Viterbi).
pub(super) fn most_probable(segmentation: Segmentation, predictions: Vec<Prediction>) -> Number {
    let Segmentation { parts, candidates } = segmentation;
    // For each number of parts read so far: the best sum, and the candidate that ends there.
    let mut best: Vec<(f32, Option<usize>)> = vec![(f32::NEG_INFINITY, None); parts + 1];
    best[0].0 = 0.0;
    // Candidates are in the order of their first part, so what precedes them is settled.
    for (index, (candidate, prediction)) in candidates.iter().zip(&predictions).enumerate() {
        let sum = best[candidate.parts.start].0 + log_probability(candidate, prediction);
        let end = &mut best[candidate.parts.end];
        if sum > end.0 {
            *end = (sum, Some(index));
        }
    }
    let chosen = path(&candidates, &best);
    let digits = chosen.into_iter().map(|index| Digit {
        bounds: candidates[index].bounds,
        image: candidates[index].image.clone(),
        prediction: predictions[index].clone(),
    });
    Number::new(digits.collect())
}

/// The candidates that end in the best sum, from left to right.
fn path(candidates: &[Candidate], best: &[(f32, Option<usize>)]) -> Vec<usize> {
    let mut path = Vec::new();
    let mut end = best.len() - 1;
    while let Some(index) = best[end].1 {
        path.push(index);
        end = candidates[index].parts.start;
    }
    path.reverse();
    path
}

fn log_probability(candidate: &Candidate, prediction: &Prediction) -> f32 {
    let digit = (1.0 - prediction.rejection()).ln() + prediction.confidence().ln();
    digit.max(WORST * candidate.parts.len() as f32) + candidate.prior
}
