use serde::Serialize;

/// What is said about repeated measurements, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Summary {
    /// How often it was measured.
    pub(crate) runs: usize,
    /// Half of the runs took no longer.
    pub(crate) median: f64,
    /// 95 % of the runs took no longer.
    pub(crate) p95: f64,
}

impl Summary {
    pub(crate) fn of(measurements: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = measurements.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        Self {
            runs: sorted.len(),
            median: quantile(&sorted, 0.5),
            p95: quantile(&sorted, 0.95),
        }
    }
}

/// The nearest rank: always one of the measurements.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = (sorted.len() as f64 * share).ceil() as usize;
    sorted
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::Summary;

    #[test]
    fn a_summary_is_made_of_measurements() {
        let summary = Summary::of((1..=200).rev().map(f64::from));
        let expected = Summary {
            runs: 200,
            median: 100.0,
            p95: 190.0,
        };
        assert_eq!(summary, expected);
        assert_eq!(Summary::of([3.0]).p95, 3.0);
    }
}
