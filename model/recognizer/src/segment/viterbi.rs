//! Most probable path through the candidates that uses every fragment exactly once (Viterbi).

use super::candidate::{Candidate, Line};
use crate::{Digit, Prediction};

/// Floor of the log probability per fragment, so that one unreadable fragment cannot distort the
/// segmentation of its neighbors. Per fragment, so that joining it with a digit gains nothing.
const MIN_LOG_PROBABILITY: f32 = -8.0;

/// Digits of a row on the path with the largest sum of log probabilities; one prediction per candidate.
pub(super) fn most_probable(line: &Line, predictions: &[Prediction]) -> Vec<Digit> {
    let Line {
        fragments,
        candidates,
        ..
    } = line;
    // For each number of fragments: the best sum, and the candidate that ends there.
    let mut best: Vec<(f32, Option<usize>)> = vec![(f32::NEG_INFINITY, None); fragments + 1];
    best[0].0 = 0.0;
    // Candidates are ordered by their first fragment, so all paths to it are complete.
    for (index, (candidate, prediction)) in candidates.iter().zip(predictions).enumerate() {
        let sum = best[candidate.fragments.start].0 + log_probability(candidate, prediction);
        let end = &mut best[candidate.fragments.end];
        if sum > end.0 {
            *end = (sum, Some(index));
        }
    }
    let path = backtrack(candidates, &best);
    let digits = path.into_iter().map(|index| Digit {
        bounds: candidates[index].bounds,
        image: candidates[index].image.clone(),
        prediction: predictions[index].clone(),
    });
    digits.collect()
}

/// Candidates on the best path, from left to right.
fn backtrack(candidates: &[Candidate], best: &[(f32, Option<usize>)]) -> Vec<usize> {
    let mut path = Vec::new();
    let mut end = best.len() - 1;
    while let Some(index) = best[end].1 {
        path.push(index);
        end = candidates[index].fragments.start;
    }
    path.reverse();
    path
}

fn log_probability(candidate: &Candidate, prediction: &Prediction) -> f32 {
    let digit = (1.0 - prediction.rejection()).ln() + prediction.confidence().ln();
    let floor = MIN_LOG_PROBABILITY * candidate.fragments.len() as f32;
    digit.max(floor) + candidate.prior
}
