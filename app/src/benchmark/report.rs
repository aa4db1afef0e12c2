//! Report of a benchmark run: samples, setup and verdict.

use crate::engines::ServerDescription;
use crate::i18n::translation::localized_number;
use crate::recognition::timing::{Phase, Samples, Side};

/// Steps of the clock that a batch must take, so that its duration is known to a tenth.
const STEPS: f64 = 10.0;

/// Largest batches: a duration below the clock's resolution would ask for endless ones.
const MAX_PREPROCESSINGS: usize = 1_000;
const MAX_RECOGNITIONS: usize = 100;

/// Result of a run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Report {
    pub(super) samples: Samples,
    pub(super) setup: Setup,
}

/// Circumstances of a run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setup {
    /// Digit images of the drawing.
    pub(super) images: usize,
    /// Repetitions of which one sample is the mean.
    pub(super) batch: Batch,
    /// Smallest step of the page's clock in milliseconds.
    pub(super) resolution: f64,
    /// Bytes of the body of a request, and of a response.
    pub(super) sent: usize,
    pub(super) received: usize,
    /// User agent of the browser.
    pub(super) browser: String,
    /// Number of processors that the browser reports.
    pub(super) processors: usize,
    /// Program and version that runs the model in the browser.
    pub(super) engine: String,
    /// Address of the server.
    pub(super) address: String,
    /// Model and engine of the server.
    pub(super) server: ServerDescription,
}

/// Repetitions between two readings of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Batch {
    pub(super) preprocessing: usize,
    pub(super) recognition: usize,
}

impl Batch {
    /// Batches large enough for the clock; durations and its resolution are in milliseconds.
    pub(super) fn sized(preprocessing: f64, recognition: f64, resolution: f64) -> Self {
        Self {
            preprocessing: repetitions(preprocessing, resolution).min(MAX_PREPROCESSINGS),
            recognition: repetitions(recognition, resolution).min(MAX_RECOGNITIONS),
        }
    }
}

/// Repetitions that together last [`STEPS`] steps of the clock.
fn repetitions(duration: f64, resolution: f64) -> usize {
    let needed = STEPS * resolution / duration.max(f64::MIN_POSITIVE);
    (needed.ceil() as usize).max(1)
}

impl Report {
    /// Comparison of the medians as a sentence; `None` without samples.
    pub(super) fn verdict(&self) -> Option<String> {
        let ratio = self.samples.ratio()?;
        let (slower, faster, ratio) = if ratio < 1.0 {
            (Side::Browser, Side::Server, 1.0 / ratio)
        } else {
            (Side::Server, Side::Browser, ratio)
        };
        let median = |side| {
            let summary = self.samples.summary(side, Phase::Total);
            summary.map(|summary| summary.median)
        };
        let format = |number: f64| localized_number(&format!("{number:.2}"));
        let (more, less) = (format(median(slower)?), format(median(faster)?));
        let ratio = format(ratio);
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
pub(super) mod tests {
    use super::*;
    use crate::recognition::timing::tests::lasting;
    use protocol::api::ModelIdentity;

    /// Report of these total times in milliseconds: browser, server.
    pub(in super::super) fn report(totals: &[(f64, f64)]) -> Report {
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
                server: ServerDescription {
                    model: ModelIdentity::embedded(),
                    engine: Some("tract 9.8.7".into()),
                },
            },
        }
    }

    #[test]
    fn short_work_is_measured_in_batches() {
        for (duration, resolution, expected) in [
            (5.0, 0.1, 1),
            (1.0, 0.1, 1),
            (0.4, 0.1, 3),
            (0.02, 0.1, 50),
            (3.0, 1.0, 4),
            (0.02, 0.0, 1),
        ] {
            let times = repetitions(duration, resolution);
            assert_eq!(times, expected, "{duration} {resolution}");
        }
        let largest = Batch {
            preprocessing: MAX_PREPROCESSINGS,
            recognition: MAX_RECOGNITIONS,
        };
        assert_eq!(Batch::sized(0.0, 0.0, 0.1), largest);
    }

    #[test]
    fn the_verdict_names_the_slower_side_first() {
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
