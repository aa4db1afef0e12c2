//! Histogram of response times, and counts of failures by reason.

use hdrhistogram::Histogram;
use std::collections::BTreeMap;
use std::time::Duration;

/// Upper end of the histogram; longer times count as this one.
const LONGEST: Duration = Duration::from_secs(300);

/// Response times and failures of one kind of request.
pub(crate) struct LatencyHistogram {
    /// Response times in microseconds.
    times: Histogram<u64>,
    failures: BTreeMap<String, u64>,
}

impl Default for LatencyHistogram {
    fn default() -> Self {
        // Three digits of precision: 0.1 %.
        let times = Histogram::new_with_max(micros(LONGEST), 3);
        Self {
            times: times.expect("the bounds are valid"),
            failures: BTreeMap::new(),
        }
    }
}

impl LatencyHistogram {
    /// Records a response time, or counts a failure by its reason.
    pub(crate) fn record(&mut self, result: Result<Duration, String>) {
        match result {
            Ok(time) => self.times.saturating_record(micros(time)),
            Err(reason) => *self.failures.entry(reason).or_default() += 1,
        }
    }

    /// Number of recorded times.
    pub(crate) fn responses(&self) -> u64 {
        self.times.len()
    }

    /// Number of failures.
    pub(crate) fn failed(&self) -> u64 {
        self.failures.values().sum()
    }

    /// Failures with their counts: "2 × status 503".
    pub(crate) fn failures(&self) -> impl Iterator<Item = String> {
        let failures = self.failures.iter();
        failures.map(|(reason, count)| format!("{count} × {reason}"))
    }

    /// Median in milliseconds; NaN without responses.
    pub(crate) fn p50(&self) -> f64 {
        self.quantile(0.5)
    }

    /// 99th percentile in milliseconds; NaN without responses.
    pub(crate) fn p99(&self) -> f64 {
        self.quantile(0.99)
    }

    /// Nearest rank, as in `figures::percentile`, to the histogram's precision.
    fn quantile(&self, share: f64) -> f64 {
        if self.times.is_empty() {
            f64::NAN
        } else {
            self.times.value_at_quantile(share) as f64 / 1e3
        }
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::LatencyHistogram;
    use std::time::Duration;

    #[test]
    fn half_of_the_responses_come_within_the_median() {
        let mut histogram = LatencyHistogram::default();
        for milliseconds in (1..=100).rev() {
            histogram.record(Ok(Duration::from_millis(milliseconds)));
        }
        let is_near = |found: f64, expected: f64| (found / expected - 1.0).abs() < 2e-3;
        assert!(is_near(histogram.p50(), 50.0), "{}", histogram.p50());
        assert!(is_near(histogram.p99(), 99.0), "{}", histogram.p99());
        assert!(is_near(histogram.quantile(1.0), 100.0));
        assert_eq!((histogram.responses(), histogram.failed()), (100, 0));
    }

    #[test]
    fn failures_are_counted_by_reason_and_record_no_time() {
        let mut histogram = LatencyHistogram::default();
        for reason in ["status 503", "connection reset", "status 503"] {
            histogram.record(Err(reason.to_owned()));
        }
        let failures: Vec<String> = histogram.failures().collect();
        assert_eq!(failures, ["1 × connection reset", "2 × status 503"]);
        assert!(histogram.p50().is_nan());
        assert_eq!((histogram.responses(), histogram.failed()), (0, 3));
    }
}
