//! The figures, for people and for machines.

use crate::sizes::{self, File};
use crate::statistics::Summary;
use crate::visitor::LongTask;
use serde::Serialize;
use std::fmt::{self, Display, Formatter};

/// Everything that was measured. Times are in milliseconds, sizes in bytes.
#[derive(Serialize)]
pub(crate) struct Report {
    pub(crate) browser: String,
    pub(crate) cores: usize,
    /// Smallest step of the page's clock.
    pub(crate) clock_step: f64,
    pub(crate) files: Vec<File>,
    pub(crate) cold: Cold,
    pub(crate) warm: Warm,
    pub(crate) long_tasks: LongTasks,
}

/// From the start of the navigation, with an empty profile.
#[derive(Serialize)]
pub(crate) struct Cold {
    pub(crate) first_paint: Summary,
    pub(crate) can_draw: Summary,
    pub(crate) first_answer: Summary,
}

/// From the click on Predict, with the engine loaded.
#[derive(Serialize)]
pub(crate) struct Warm {
    pub(crate) answer_known: Summary,
    pub(crate) answer_painted: Summary,
}

/// Tasks of over 50 ms on the page's thread.
#[derive(Serialize)]
pub(crate) struct LongTasks {
    /// Predictions after the first while which they were watched.
    pub(crate) predictions: usize,
    pub(crate) count: usize,
    /// 0 if there was none.
    pub(crate) longest: f64,
    pub(crate) tasks: Vec<LongTask>,
}

impl Display for Report {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self { browser, cores, .. } = self;
        writeln!(
            out,
            "{browser} with a fresh profile, {cores} cores, server on this machine"
        )?;
        writeln!(out, "clock: steps of {:.3} ms\n", self.clock_step)?;
        self.write_sizes(out)?;
        self.write_times(out)?;
        let LongTasks {
            predictions,
            count,
            longest,
            ..
        } = &self.long_tasks;
        writeln!(
            out,
            "\ntasks over 50 ms, from navigation to answer {}: {count}, longest {longest:.0} ms",
            predictions + 1
        )
    }
}

impl Report {
    fn write_sizes(&self, out: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{:<36} {:>9} {:>9} {:>9}",
            "KiB until the first answer", "raw", "gzip", "brotli"
        )?;
        for file in self.files.iter().chain([&sizes::total(&self.files)]) {
            let [raw, gzip, brotli] =
                [file.raw, file.gzip, file.brotli].map(|bytes| bytes as f64 / 1024.0);
            writeln!(
                out,
                "{:<36} {raw:>9.1} {gzip:>9.1} {brotli:>9.1}",
                file.name
            )?;
        }
        writeln!(out)
    }

    fn write_times(&self, out: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{:<36} {:>9} {:>9} {:>9}",
            "milliseconds", "runs", "median", "p95"
        )?;
        for (name, Summary { runs, median, p95 }) in [
            ("navigation to first paint", self.cold.first_paint),
            ("navigation to drawing and Predict", self.cold.can_draw),
            ("navigation to first answer painted", self.cold.first_answer),
            ("Predict to answer in the document", self.warm.answer_known),
            ("Predict to answer painted", self.warm.answer_painted),
        ] {
            writeln!(out, "{name:<36} {runs:>9} {median:>9.1} {p95:>9.1}")?;
        }
        Ok(())
    }
}
