//! Figures beside their targets, for people and for machines.

use crate::contestant::Contestant;
use crate::machine;
use crate::serving::Sent;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

/// A figure of each contestant that has one.
pub(crate) type Figures = BTreeMap<Contestant, f64>;

/// Everything that was measured.
#[derive(Serialize)]
pub(crate) struct Report {
    pub(crate) date: String,
    pub(crate) machine: String,
    /// Name and version.
    pub(crate) browser: String,
    /// Smallest step of the page's clock in milliseconds.
    pub(crate) clock_step: f64,
    pub(crate) rows: Vec<Row>,
    /// What was fetched for the first answer.
    pub(crate) files: BTreeMap<Contestant, Vec<Sent>>,
}

/// One measure of all contestants.
#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) measure: String,
    pub(crate) unit: &'static str,
    pub(crate) figures: Figures,
    pub(crate) targets: Vec<Target>,
}

/// What a figure should be.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Target {
    pub(crate) says: String,
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

    /// Adds a measure, to which targets can be added.
    pub(crate) fn row(&mut self, measure: &str, unit: &'static str, figures: Figures) -> &mut Row {
        self.rows.push(Row {
            measure: measure.to_owned(),
            unit,
            figures,
            targets: Vec::new(),
        });
        self.rows.last_mut().expect("it was just added")
    }

    /// The targets that are missed, with their measures.
    pub(crate) fn missed(&self) -> impl Iterator<Item = (&Row, &Target)> {
        let all = self.rows.iter().flat_map(|row| {
            let targets = row.targets.iter();
            targets.map(move |target| (row, target))
        });
        all.filter(|(_, target)| !target.is_met)
    }
}

// Written so that what is no number misses its target, and so does what was not measured.
impl Row {
    pub(crate) fn at_most(&mut self, limit: f64) -> &mut Self {
        let is_met = self.inkling() <= limit;
        self.target(format!("at most {}", rounded(limit)), is_met)
    }

    pub(crate) fn at_least(&mut self, limit: f64) -> &mut Self {
        let is_met = self.inkling() >= limit;
        self.target(format!("at least {}", rounded(limit)), is_met)
    }

    /// Holds for peers too.
    pub(crate) fn at_most_for_all(&mut self, limit: f64) -> &mut Self {
        let is_met = self.figures.values().all(|&figure| figure <= limit);
        self.target(format!("at most {} for all", rounded(limit)), is_met)
    }

    pub(crate) fn below_every_peer(&mut self) -> &mut Self {
        let is_met = self.inkling() < self.fastest_peer();
        self.target("below every peer".to_owned(), is_met)
    }

    pub(crate) fn at_most_times(&mut self, share: f64, peer: Contestant) -> &mut Self {
        let figure = self.figures.get(&peer).copied().unwrap_or(f64::NAN);
        let ratio = self.inkling() / figure;
        let says = format!("at most {share:.1}× {}: {ratio:.2}×", peer.name());
        self.target(says, ratio <= share)
    }

    pub(crate) fn at_most_fastest_peer(&mut self, share: f64) -> &mut Self {
        let ratio = self.inkling() / self.fastest_peer();
        let says = format!("at most {share:.1}× the fastest peer: {ratio:.2}×");
        self.target(says, ratio <= share)
    }

    fn inkling(&self) -> f64 {
        let figure = self.figures.get(&Contestant::Inkling);
        figure.copied().unwrap_or(f64::NAN)
    }

    fn fastest_peer(&self) -> f64 {
        let peers = self.figures.iter();
        let peers = peers.filter(|(contestant, _)| **contestant != Contestant::Inkling);
        peers.map(|(_, &figure)| figure).fold(f64::NAN, f64::min)
    }

    fn target(&mut self, says: String, is_met: bool) -> &mut Self {
        self.targets.push(Target { says, is_met });
        self
    }
}

/// A Markdown table.
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
                Some(&figure) => write!(out, " {} |", rounded(figure))?,
                None => write!(out, " |")?,
            }
        }
        let targets = self.targets.iter().map(Target::to_string);
        writeln!(out, " {} |", targets.collect::<Vec<_>>().join("; "))
    }
}

impl Display for Target {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let verdict = if self.is_met { "met" } else { "**missed**" };
        write!(out, "{}, {verdict}", self.says)
    }
}

/// Says on standard error what takes its time.
pub(crate) fn progress(text: &str) {
    eprintln!("… {text}");
}

/// Three digits, or more if it is a large whole.
pub(crate) fn rounded(figure: f64) -> String {
    match figure.abs() {
        0.0 => "0".to_owned(),
        small if small < 1e-2 => format!("{figure:.1e}"),
        small if small < 10.0 && figure.fract() != 0.0 => format!("{figure:.2}"),
        middle if middle < 100.0 && figure.fract() != 0.0 => format!("{figure:.1}"),
        _ => format!("{figure:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Figures, Report, rounded};
    use crate::contestant::Contestant::{Burn, Inkling, Onnxruntime, Tensorflow};

    fn verdicts(report: &Report) -> Vec<bool> {
        let targets = report.rows.iter().flat_map(|row| &row.targets);
        targets.map(|target| target.is_met).collect()
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
    fn what_was_not_measured_misses_its_target() {
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

    #[test]
    fn figures_have_as_many_digits_as_they_are_worth() {
        let cases = [
            (0.0, "0"),
            (0.000_000_12, "1.2e-7"),
            (0.25, "0.25"),
            (2.0, "2"),
            (12.34, "12.3"),
            (1234.5, "1234"),
            (f64::NAN, "NaN"),
        ];
        for (figure, text) in cases {
            assert_eq!(rounded(figure), text);
        }
    }
}
