//! Figures of all contestants with their targets, as Markdown and as JSON.

use crate::contestant::Contestant;
use crate::machine;
use crate::serving::SentFile;
use figures::{Target, significant};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

/// Figure of each contestant that was measured.
pub(crate) type Figures = BTreeMap<Contestant, f64>;

/// All figures, and the circumstances of the measurement.
#[derive(Serialize)]
pub(crate) struct Report {
    /// Day in UTC: "2026-11-21".
    pub(crate) date: String,
    /// Processor, number of cores and system.
    pub(crate) machine: String,
    /// Name and version of the browser.
    pub(crate) browser: String,
    /// Resolution of the page's clock in milliseconds.
    pub(crate) clock_step: f64,
    pub(crate) rows: Vec<Row>,
    /// Files sent for the first answer.
    pub(crate) files: BTreeMap<Contestant, Vec<SentFile>>,
}

/// One measure of all contestants.
#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) measure: String,
    pub(crate) unit: &'static str,
    pub(crate) figures: Figures,
    #[serde(rename = "targets")]
    pub(crate) verdicts: Vec<Verdict>,
}

/// Requirement on a row, and whether it is met.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Verdict {
    #[serde(rename = "says")]
    pub(crate) requirement: String,
    pub(crate) is_met: bool,
}

impl Report {
    pub(crate) fn new(browser: String, clock_step: f64) -> Self {
        Self {
            date: machine::date(),
            machine: machine::machine(),
            browser,
            clock_step,
            rows: Vec::new(),
            files: BTreeMap::new(),
        }
    }

    /// Adds a row and returns it for its targets.
    pub(crate) fn row(&mut self, measure: &str, unit: &'static str, figures: Figures) -> &mut Row {
        self.rows.push(Row {
            measure: measure.to_owned(),
            unit,
            figures,
            verdicts: Vec::new(),
        });
        self.rows.last_mut().expect("it was just added")
    }

    /// Verdicts on missed targets.
    pub(crate) fn missed(&self) -> impl Iterator<Item = &Verdict> {
        let verdicts = self.rows.iter().flat_map(|row| &row.verdicts);
        verdicts.filter(|verdict| !verdict.is_met)
    }
}

// NaN, also for a contestant that was not measured, misses every target.
impl Row {
    /// Requires Inkling's figure to be at most `limit`.
    pub(crate) fn at_most(&mut self, limit: f64) -> &mut Self {
        self.target(Target::at_most(limit))
    }

    /// Requires Inkling's figure to be at least `limit`.
    pub(crate) fn at_least(&mut self, limit: f64) -> &mut Self {
        self.target(Target::at_least(limit))
    }

    /// Requires the figures of all contestants to be at most `limit`.
    pub(crate) fn at_most_for_all(&mut self, limit: f64) -> &mut Self {
        let target = Target::at_most(limit);
        let is_met = self.figures.values().all(|&figure| target.is_met(figure));
        self.verdict(format!("{target} for all"), is_met)
    }

    /// Requires Inkling's figure to be below that of every peer.
    pub(crate) fn below_every_peer(&mut self) -> &mut Self {
        let is_met = self.inkling() < self.fastest_peer();
        self.verdict("below every peer".to_owned(), is_met)
    }

    /// Requires Inkling's figure to be at most `factor` times that of `peer`.
    pub(crate) fn at_most_times(&mut self, factor: f64, peer: Contestant) -> &mut Self {
        let ratio = self.inkling() / self.figure(peer);
        self.ratio(factor, peer.name(), ratio)
    }

    /// Requires Inkling's figure to be at most `factor` times the smallest of the peers.
    pub(crate) fn at_most_fastest_peer(&mut self, factor: f64) -> &mut Self {
        let ratio = self.inkling() / self.fastest_peer();
        self.ratio(factor, "the fastest peer", ratio)
    }

    fn inkling(&self) -> f64 {
        self.figure(Contestant::Inkling)
    }

    fn figure(&self, contestant: Contestant) -> f64 {
        self.figures.get(&contestant).copied().unwrap_or(f64::NAN)
    }

    fn fastest_peer(&self) -> f64 {
        let peers = self.figures.iter();
        let peers = peers.filter(|(contestant, _)| **contestant != Contestant::Inkling);
        peers.map(|(_, &figure)| figure).fold(f64::NAN, f64::min)
    }

    fn target(&mut self, target: Target) -> &mut Self {
        self.verdict(target.to_string(), target.is_met(self.inkling()))
    }

    fn ratio(&mut self, factor: f64, peer: &str, ratio: f64) -> &mut Self {
        let requirement = format!("at most {factor:.1}× {peer}: {ratio:.2}×");
        self.verdict(requirement, ratio <= factor)
    }

    fn verdict(&mut self, requirement: String, is_met: bool) -> &mut Self {
        self.verdicts.push(Verdict {
            requirement,
            is_met,
        });
        self
    }
}

/// Markdown table.
impl Display for Report {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            date,
            machine,
            browser,
            clock_step,
            ..
        } = self;
        writeln!(
            out,
            "Measured on {date}: {machine}; headless {browser}, whose clock has steps of \
             {clock_step:.3} ms.\n"
        )?;
        let names = Contestant::ALL.map(Contestant::name).join(" | ");
        writeln!(out, "| measure | unit | {names} | target |")?;
        writeln!(out, "| --- | --- | ---: | ---: | ---: | ---: | --- |")?;
        self.rows.iter().try_for_each(|row| write!(out, "{row}"))?;
        match self.missed().count() {
            0 => writeln!(out, "\nAll targets are met."),
            missed => writeln!(out, "\nTargets missed: {missed}."),
        }
    }
}

impl Display for Row {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "| {} | {} |", self.measure, self.unit)?;
        for contestant in Contestant::ALL {
            match self.figures.get(&contestant) {
                Some(&figure) => write!(out, " {} |", significant(figure))?,
                None => write!(out, " |")?,
            }
        }
        let verdicts = self.verdicts.iter().map(Verdict::to_string);
        writeln!(out, " {} |", verdicts.collect::<Vec<_>>().join("; "))
    }
}

impl Display for Verdict {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let verdict = if self.is_met { "met" } else { "**missed**" };
        write!(out, "{}, {verdict}", self.requirement)
    }
}

#[cfg(test)]
mod tests {
    use super::{Figures, Report};
    use crate::contestant::Contestant::{Burn, Inkling, Onnxruntime, Tensorflow};

    fn verdicts(report: &Report) -> Vec<bool> {
        let verdicts = report.rows.iter().flat_map(|row| &row.verdicts);
        verdicts.map(|verdict| verdict.is_met).collect()
    }

    #[test]
    fn targets_are_met_or_missed() {
        let mut report = Report::new("chrome 1".to_owned(), 0.1);
        let figures = Figures::from([(Inkling, 2.0), (Onnxruntime, 4.0), (Tensorflow, 3.0)]);
        report
            .row("a", "ms", figures)
            .at_most(2.0)
            .at_most(1.9)
            .at_least(2.1)
            .below_every_peer()
            .at_most_times(0.5, Onnxruntime)
            .at_most_times(0.6, Tensorflow)
            .at_most_fastest_peer(1.0)
            .at_most_for_all(3.5);
        let expected = [true, false, false, true, true, false, true, false];
        assert_eq!(verdicts(&report), expected);
        assert_eq!(report.missed().count(), 4);
    }

    #[test]
    fn a_missing_figure_misses_its_target() {
        let mut report = Report::new("chrome 1".to_owned(), 0.1);
        let alone = Figures::from([(Inkling, 2.0)]);
        report
            .row("alone", "ms", alone)
            .below_every_peer()
            .at_most_times(1.0, Burn);
        let broken = Figures::from([(Inkling, f64::NAN), (Burn, 1.0)]);
        report
            .row("broken", "ms", broken)
            .at_most(1.0)
            .at_most_for_all(1.0);
        assert_eq!(verdicts(&report), [false; 4]);
    }

    #[test]
    fn the_table_is_markdown() {
        let mut report = Report::new("chrome 1".to_owned(), 0.1);
        let figures = Figures::from([(Inkling, 0.25), (Burn, 1234.5)]);
        report.row("time", "ms", figures).at_most(0.2);
        let text = report.to_string();
        let row = "| time | ms | 0.25 | | | 1234 | at most 0.20, **missed** |";
        assert!(text.contains(row), "{text}");
        assert!(text.contains("Targets missed: 1."), "{text}");
    }
}
