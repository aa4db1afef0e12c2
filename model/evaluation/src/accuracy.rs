//! Shares of samples for which something holds, measured on all cores.

use figures::Report;
use rayon::prelude::*;

/// Measures each sample; results are in the order of the samples.
pub(crate) fn each<T: Sync, R: Send>(
    samples: &[T],
    measure: impl Fn(&T) -> anyhow::Result<R> + Send + Sync,
) -> anyhow::Result<Vec<R>> {
    samples.par_iter().map(measure).collect()
}

/// Share of the samples for which the predicate holds, in percent.
pub(crate) fn percent<T: Sync>(
    samples: &[T],
    holds: impl Fn(&T) -> anyhow::Result<bool> + Send + Sync,
) -> anyhow::Result<f64> {
    Ok(share(each(samples, holds)?))
}

/// Share of true verdicts in percent; 0 without verdicts.
pub(crate) fn share(verdicts: impl IntoIterator<Item = bool>) -> f64 {
    let (mut count, mut held) = (0.0, 0.0);
    for verdict in verdicts {
        count += 1.0;
        held += f64::from(u8::from(verdict));
    }
    100.0 * held / f64::max(count, 1.0)
}

/// Adds the accuracy of each of the ten digits, from labels and whether they were read right.
pub(crate) fn add_per_digit(verdicts: &[(u8, bool)], report: &mut Report) {
    for digit in 0..10 {
        let same = verdicts.iter().filter(|(label, _)| *label == digit);
        let right = share(same.map(|&(_, is_right)| is_right));
        report.figure(&format!("the same, digit {digit}"), right, "%");
    }
}
