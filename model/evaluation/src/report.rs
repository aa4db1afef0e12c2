//! Figures beside their targets.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;

use crate::subject::Subject;

/// Collects the figures while they are printed.
#[derive(Default)]
pub(crate) struct Report {
    part: String,
    rows: Vec<Row>,
}

/// One figure, and what it should be.
#[derive(Serialize)]
struct Row {
    part: String,
    what: String,
    figure: f64,
    unit: &'static str,
    sense: Option<&'static str>,
    target: Option<f64>,
    met: Option<bool>,
}

#[derive(Serialize)]
struct File<'a> {
    model: &'a str,
    split: String,
    rows: &'a [Row],
}

impl Report {
    /// Begins a part of the report.
    pub(crate) fn part(&mut self, name: &str) {
        println!("\n{name}");
        name.clone_into(&mut self.part);
    }

    /// Prints a figure that has to be at least `target`.
    pub(crate) fn at_least(&mut self, what: &str, figure: f64, target: f64, unit: &'static str) {
        self.targeted(what, figure, "at least", target, unit, figure >= target);
    }

    /// Prints a figure that has to be at most `target`.
    pub(crate) fn at_most(&mut self, what: &str, figure: f64, target: f64, unit: &'static str) {
        self.targeted(what, figure, "at most", target, unit, figure <= target);
    }

    /// Prints a figure that has no target.
    pub(crate) fn figure(&mut self, what: &str, figure: f64, unit: &'static str) {
        println!("  {what:<58} {:>9} {unit}", rounded(figure));
        self.push(what, figure, unit, None, None, None);
    }

    fn targeted(
        &mut self,
        what: &str,
        figure: f64,
        sense: &'static str,
        target: f64,
        unit: &'static str,
        met: bool,
    ) {
        let verdict = if met { "ok" } else { "MISSED" };
        let figure_text = rounded(figure);
        println!("  {what:<58} {figure_text:>9} {unit:<2} ({sense} {target}) {verdict}");
        self.push(what, figure, unit, Some(sense), Some(target), Some(met));
    }

    fn push(
        &mut self,
        what: &str,
        figure: f64,
        unit: &'static str,
        sense: Option<&'static str>,
        target: Option<f64>,
        met: Option<bool>,
    ) {
        self.rows.push(Row {
            part: self.part.clone(),
            what: what.to_owned(),
            figure,
            unit,
            sense,
            target,
            met,
        });
    }

    /// Writes all figures as JSON.
    pub(crate) fn write(&self, path: &Path, subject: &Subject) -> anyhow::Result<()> {
        let file = File {
            model: &subject.fingerprint,
            split: format!("{:?}", subject.split).to_lowercase(),
            rows: &self.rows,
        };
        let json = serde_json::to_string_pretty(&file)?;
        std::fs::write(path, json + "\n")
            .with_context(|| format!("cannot write {}", path.display()))
    }

    /// Success if every target was met.
    pub(crate) fn finish(self) -> ExitCode {
        let missed = self.rows.iter().filter(|row| row.met == Some(false));
        let missed = missed.count();
        if missed == 0 {
            println!("\nevery target is met");
            return ExitCode::SUCCESS;
        }
        println!("\n{missed} targets are missed");
        ExitCode::FAILURE
    }
}

/// Two decimals, or two digits that count where the figure is small.
fn rounded(figure: f64) -> String {
    if figure != 0.0 && figure.abs() < 0.1 {
        return format!("{figure:.2e}");
    }
    format!("{figure:.2}")
}
