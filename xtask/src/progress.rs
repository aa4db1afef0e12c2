//! Numbered steps of long work on the terminal, with estimates and durations.

use anyhow::Result;
use std::fmt;
use std::time::{Duration, Instant};

/// Estimates are for an empty `target/` on two cores.
pub(crate) const CORES: &str = "two cores";

/// Counts the steps of one command.
pub(crate) struct Progress {
    steps: usize,
    step: usize,
}

impl Progress {
    /// Progress through this many steps.
    pub(crate) fn new(steps: usize) -> Self {
        Self { steps, step: 0 }
    }

    /// Runs the next step; `estimate` is how long it takes the first time.
    pub(crate) fn run<T>(
        &mut self,
        title: &str,
        estimate: Option<Duration>,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        self.step += 1;
        let place = format!("[{}/{}]", self.step, self.steps);
        println!("{place} {title}{}", Estimate(estimate));
        let start = Instant::now();
        let done = work()?;
        println!("{place} done in {}", Minutes(start.elapsed()));
        Ok(done)
    }
}

struct Estimate(Option<Duration>);

impl fmt::Display for Estimate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(estimate) => write!(formatter, ": about {} on {CORES}", Minutes(estimate)),
            None => Ok(()),
        }
    }
}

/// A duration as people read it: `45 s`, `2 min 5 s`.
pub(crate) struct Minutes(pub(crate) Duration);

impl fmt::Display for Minutes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs_f64().round() as u64;
        match (seconds / 60, seconds % 60) {
            (0, seconds) => write!(formatter, "{seconds} s"),
            (minutes, 0) => write!(formatter, "{minutes} min"),
            (minutes, seconds) => write!(formatter, "{minutes} min {seconds} s"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Estimate, Minutes, Progress};
    use anyhow::{Result, bail};
    use std::time::Duration;

    #[test]
    fn durations_are_rounded_to_seconds() {
        let cases = [
            (0.2, "0 s"),
            (59.4, "59 s"),
            (59.6, "1 min"),
            (125.0, "2 min 5 s"),
        ];
        for (seconds, expected) in cases {
            assert_eq!(
                Minutes(Duration::from_secs_f64(seconds)).to_string(),
                expected
            );
        }
        let estimate = Estimate(Some(Duration::from_secs(90)));
        assert_eq!(estimate.to_string(), ": about 1 min 30 s on two cores");
        assert_eq!(Estimate(None).to_string(), "");
    }

    #[test]
    fn a_failed_step_ends_the_work() {
        let mut progress = Progress::new(2);
        assert_eq!(progress.run("one", None, || Ok(1)).ok(), Some(1));
        let failed: Result<()> = progress.run("two", None, || bail!("no"));
        assert!(failed.is_err());
    }
}
