//! Summary statistics of measurements.

/// Median and 95th percentile, in the unit of the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Summary {
    pub(crate) median: f64,
    pub(crate) p95: f64,
}

impl Summary {
    /// Summary of these values; `None` if there are none.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_unstable_by(f64::total_cmp);
        Some(Self {
            median: quantile(&values, 0.5)?,
            p95: quantile(&values, 0.95)?,
        })
    }
}

/// Quantile of sorted values, interpolated linearly between the two nearest.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share * last as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    let rest = place - place.floor();
    Some(sorted[below] * (1.0 - rest) + sorted[above] * rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_interpolated() {
        let to = |last: u8| (0..=last).map(f64::from);
        for (values, median, p95) in [
            (to(0).collect::<Vec<_>>(), 0.0, 0.0),
            (vec![4.0, 1.0], 2.5, 3.85),
            (vec![9.0, 1.0, 5.0], 5.0, 8.6),
            (to(100).rev().collect(), 50.0, 95.0),
        ] {
            let summary = Summary::of(values).expect("there are values");
            assert!((summary.median - median).abs() < 1e-9, "{summary:?}");
            assert!((summary.p95 - p95).abs() < 1e-9, "{summary:?}");
        }
        assert_eq!(Summary::of([]), None);
    }
}
