//! How long answers took, and what went wrong.

use hdrhistogram::Histogram;
use std::collections::BTreeMap;
use std::time::Duration;

/// Longer times count as this one.
const LONGEST: Duration = Duration::from_secs(300);

/// The answers to one kind of question.
pub(crate) struct Tally {
    /// In microseconds.
    times: Histogram<u64>,
    failures: BTreeMap<String, u64>,
}

impl Default for Tally {
    fn default() -> Self {
        // Three digits of precision: 0.1 %.
        let times = Histogram::new_with_max(micros(LONGEST), 3);
        Self {
            times: times.expect("the bounds are valid"),
            failures: BTreeMap::new(),
        }
    }
}

impl Tally {
    /// Counts an answer, or what was wrong with it.
    pub(crate) fn count(&mut self, outcome: Result<Duration, String>) {
        match outcome {
            Ok(time) => self.times.saturating_record(micros(time)),
            Err(reason) => *self.failures.entry(reason).or_default() += 1,
        }
    }

    pub(crate) fn answers(&self) -> u64 {
        self.times.len()
    }

    pub(crate) fn failed(&self) -> u64 {
        self.failures.values().sum()
    }

    /// What went wrong, and how often.
    pub(crate) fn failures(&self) -> impl Iterator<Item = String> {
        let failures = self.failures.iter();
        failures.map(|(reason, count)| format!("{count} × {reason}"))
    }

    /// The time within which this share of the answers came, in milliseconds; NaN without answers.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        match self.times.is_empty() {
            true => f64::NAN,
            false => self.times.value_at_quantile(share) as f64 / 1e3,
        }
    }

    pub(crate) fn p50(&self) -> f64 {
        self.quantile(0.5)
    }

    pub(crate) fn p99(&self) -> f64 {
        self.quantile(0.99)
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::Tally;
    use std::time::Duration;

    #[test]
    fn half_of_the_answers_come_within_the_median() {
        let mut tally = Tally::default();
        for milliseconds in (1..=100).rev() {
            tally.count(Ok(Duration::from_millis(milliseconds)));
        }
        let is_near = |found: f64, expected: f64| (found / expected - 1.0).abs() < 2e-3;
        assert!(is_near(tally.p50(), 50.0), "{}", tally.p50());
        assert!(is_near(tally.p99(), 99.0), "{}", tally.p99());
        assert!(is_near(tally.quantile(1.0), 100.0));
        assert_eq!((tally.answers(), tally.failed()), (100, 0));
    }

    #[test]
    fn failures_are_counted_by_reason_and_take_no_time() {
        let mut tally = Tally::default();
        for reason in ["status 503", "broke off", "status 503"] {
            tally.count(Err(reason.to_owned()));
        }
        let failures: Vec<String> = tally.failures().collect();
        assert_eq!(failures, ["1 × broke off", "2 × status 503"]);
        assert!(tally.p50().is_nan());
        assert_eq!((tally.answers(), tally.failed()), (0, 3));
    }
}
