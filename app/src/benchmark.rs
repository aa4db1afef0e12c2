//! Measures both engines with one drawing, many times.

mod export;

pub(crate) use export::{csv, export, text};

use crate::engine::Described;
use crate::i18n::format::localized_number;
use crate::timing::{Part, Samples, Side};

/// How many recognitions are measured unless somebody wants another number.
pub(crate) const DEFAULT_COUNT: usize = 200;

/// Fewer say nothing about the slowest of twenty; more take minutes.
pub(crate) const COUNTS: std::ops::RangeInclusive<usize> = 20..=2_000;

/// What is measured must take this many of the clock's steps to be known to a tenth.
const STEPS: f64 = 10.0;

/// No batch is larger: what takes no time at all by the page's clock would take forever to measure.
const MAX_PREPROCESSINGS: usize = 1_000;
const MAX_RECOGNITIONS: usize = 100;

/// How the measurement is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Benchmark {
    /// Nobody has asked for it.
    #[default]
    Idle,
    /// There is nothing to measure it with.
    NothingDrawn,
    /// So much of it is done.
    Running { done: usize, count: usize },
    /// What came of it.
    Done(Box<Report>),
    /// Why it came to nothing.
    Failed(String),
}

/// What was measured, and how.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Report {
    /// The times.
    pub(crate) samples: Samples,
    /// What they are of.
    pub(crate) setup: Setup,
}

/// What was measured with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Setup {
    /// Images that the drawing became.
    pub(crate) images: usize,
    /// What one sample is the mean of.
    pub(crate) batch: Batch,
    /// The smallest step of the page's clock in milliseconds.
    pub(crate) resolution: f64,
    /// Bytes of a request's and of an answer's body.
    pub(crate) sent: usize,
    pub(crate) received: usize,
    /// What the browser calls itself.
    pub(crate) browser: String,
    /// Processors that it admits to.
    pub(crate) processors: usize,
    /// The program that runs the model here.
    pub(crate) engine: String,
    /// The server's address.
    pub(crate) address: String,
    /// What answers there.
    pub(crate) server: Described,
}

/// How many times something is done between two looks at the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Batch {
    pub(crate) preprocessing: usize,
    pub(crate) recognition: usize,
}

impl Batch {
    /// Large enough for a clock of this resolution to measure well what takes so many milliseconds.
    pub(crate) fn of(preprocessing: f64, recognition: f64, resolution: f64) -> Self {
        Self {
            preprocessing: batch(preprocessing, resolution).min(MAX_PREPROCESSINGS),
            recognition: batch(recognition, resolution).min(MAX_RECOGNITIONS),
        }
    }
}

impl Benchmark {
    /// The state's name, for tests.
    pub(crate) fn state(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::NothingDrawn => "nothing-drawn",
            Self::Running { .. } => "running",
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
        }
    }

    /// Whether it is under way.
    pub(crate) fn is_running(&self) -> bool {
        matches!(self, Self::Running { .. })
    }

    /// What came of it.
    pub(crate) fn report(&self) -> Option<&Report> {
        match self {
            Self::Done(report) => Some(report),
            _ => None,
        }
    }
}

/// How often something is to be done between two looks at the clock.
fn batch(duration: f64, resolution: f64) -> usize {
    let needed = STEPS * resolution / duration.max(f64::MIN_POSITIVE);
    (needed.ceil() as usize).max(1)
}

impl Report {
    /// What the result is in a sentence.
    pub(crate) fn verdict(&self) -> Option<String> {
        let ratio = self.samples.ratio()?;
        let (slower, faster, ratio) = match ratio < 1.0 {
            true => (Side::Browser, Side::Server, 1.0 / ratio),
            false => (Side::Server, Side::Browser, ratio),
        };
        let time = |side| {
            let summary = self.samples.summary(side, Part::Total);
            summary.map(|summary| summary.median)
        };
        let exact = |number: f64| localized_number(&format!("{number:.2}"));
        let (more, less, ratio) = (exact(time(slower)?), exact(time(faster)?), exact(ratio));
        Some(match slower {
            Side::Browser => tr!(
                "By the median the browser takes {ratio} times as long as the server: {more} ms, {less} ms.",
                ratio = ratio,
                more = more,
                less = less
            ),
            Side::Server => tr!(
                "By the median the server takes {ratio} times as long as the browser: {more} ms, {less} ms.",
                ratio = ratio,
                more = more,
                less = less
            ),
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::timing::tests::lasting;
    use protocol::api::ModelIdentity;

    /// A report of these totals.
    pub(crate) fn report(totals: &[(f64, f64)]) -> Report {
        let mut samples = Samples::default();
        for &(browser, server) in totals {
            samples.push(lasting(browser), lasting(server));
        }
        Report {
            samples,
            setup: Setup {
                images: 1,
                resolution: 0.1,
                batch: Batch {
                    preprocessing: 20,
                    recognition: 1,
                },
                sent: 784,
                received: 420,
                browser: "Browser/1.0".into(),
                processors: 8,
                engine: "tract 9.8.6".into(),
                address: "http://localhost:3000".into(),
                server: Described {
                    model: ModelIdentity::embedded(),
                    engine: Some("tract 9.8.7".into()),
                },
            },
        }
    }

    #[test]
    fn what_the_clock_cannot_see_is_done_in_batches() {
        for (duration, resolution, expected) in [
            (5.0, 0.1, 1),
            (1.0, 0.1, 1),
            (0.4, 0.1, 3),
            (0.02, 0.1, 50),
            (3.0, 1.0, 4),
            (0.02, 0.0, 1),
        ] {
            let times = batch(duration, resolution);
            assert_eq!(times, expected, "{duration} {resolution}");
        }
        let endless = Batch {
            preprocessing: MAX_PREPROCESSINGS,
            recognition: MAX_RECOGNITIONS,
        };
        assert_eq!(Batch::of(0.0, 0.0, 0.1), endless);
    }

    #[test]
    fn the_verdict_names_the_slower_one_first() {
        for (totals, expected) in [
            (
                [(2.0, 8.0)],
                "the server takes 4.00 times as long as the browser: 8.00 ms, 2.00 ms.",
            ),
            (
                [(9.0, 3.0)],
                "the browser takes 3.00 times as long as the server: 9.00 ms, 3.00 ms.",
            ),
        ] {
            let verdict = report(&totals).verdict().expect("there are times");
            assert!(verdict.ends_with(expected), "{verdict}");
        }
        assert_eq!(report(&[]).verdict(), None);
    }
}
