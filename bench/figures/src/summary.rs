/// Median and 95th percentile of repeated measurements, in the unit of the measurements.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Number of measurements.
    pub runs: usize,
    /// 50th percentile.
    pub median: f64,
    /// 95th percentile.
    pub p95: f64,
}

impl Summary {
    /// Summarizes measurements in any order; `None` if there are none.
    pub fn of(measurements: impl IntoIterator<Item = f64>) -> Option<Self> {
        let sorted = sorted(measurements);
        Some(Self {
            runs: sorted.len(),
            median: percentile(&sorted, 50)?,
            p95: percentile(&sorted, 95)?,
        })
    }
}

/// Median of measurements in any order; `None` if there are none.
pub fn median(measurements: impl IntoIterator<Item = f64>) -> Option<f64> {
    percentile(&sorted(measurements), 50)
}

/// Percentile of ascending measurements by the nearest rank: the smallest measurement that at
/// least `percent` % of them do not exceed. `None` if there are none.
///
/// It is always one of the measurements, never a value between two of them. `percent` is 0 to 100;
/// 0 gives the smallest measurement.
pub fn percentile(sorted: &[f64], percent: usize) -> Option<f64> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied()
}

fn sorted(measurements: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<f64> = measurements.into_iter().collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_made_of_measurements() {
        let to = |last: u32| (1..=last).rev().map(f64::from);
        for (runs, median, p95) in [
            (1, 1.0, 1.0),
            (2, 1.0, 2.0),
            (3, 2.0, 3.0),
            (20, 10.0, 19.0),
            (21, 11.0, 20.0),
            (200, 100.0, 190.0),
        ] {
            let expected = Summary { runs, median, p95 };
            assert_eq!(Summary::of(to(runs as u32)), Some(expected));
        }
    }

    #[test]
    fn nothing_measured_has_no_summary() {
        assert_eq!(Summary::of([]), None);
        assert_eq!(median([]), None);
        assert_eq!(percentile(&[], 95), None);
    }

    #[test]
    fn percentiles_reach_from_the_smallest_to_the_largest() {
        let sorted = [1.0, 2.0, 3.0, 4.0];
        let percentiles = [0, 25, 26, 99, 100].map(|percent| percentile(&sorted, percent));
        assert_eq!(percentiles, [1.0, 1.0, 2.0, 4.0, 4.0].map(Some));
    }
}
