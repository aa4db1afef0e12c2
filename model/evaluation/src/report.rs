//! Figures beside their targets.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};

use crate::subject::{Subject, share};

/// Collects the figures while they are printed.
#[derive(Default)]
pub(crate) struct Report {
    part: String,
    rows: Vec<Row>,
}

/// Percentage points that a figure may be worse on another processor than it was recorded.
const TOLERANCE: f64 = 0.1;

/// One figure, and what it should be.
#[derive(Clone, Serialize, Deserialize)]
struct Row {
    part: String,
    what: String,
    figure: f64,
    unit: String,
    sense: Option<Sense>,
    target: Option<f64>,
    met: Option<bool>,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
enum Sense {
    #[serde(rename = "at least")]
    AtLeast,
    #[serde(rename = "at most")]
    AtMost,
}

/// A report as it is kept in a file.
#[derive(Serialize, Deserialize)]
struct Measured {
    model: String,
    split: String,
    rows: Vec<Row>,
}

impl Report {
    /// Begins a part of the report.
    pub(crate) fn part(&mut self, name: &str) {
        println!("\n{name}");
        name.clone_into(&mut self.part);
    }

    /// Prints a figure that has to be at least `target`.
    pub(crate) fn at_least(&mut self, what: &str, figure: f64, target: f64, unit: &str) {
        self.targeted(what, figure, unit, Sense::AtLeast, target);
    }

    /// Prints a figure that has to be at most `target`.
    pub(crate) fn at_most(&mut self, what: &str, figure: f64, target: f64, unit: &str) {
        self.targeted(what, figure, unit, Sense::AtMost, target);
    }

    /// Prints a figure that has no target.
    pub(crate) fn figure(&mut self, what: &str, figure: f64, unit: &str) {
        println!("  {what:<58} {:>9} {unit}", rounded(figure));
        let row = self.row(what, figure, unit);
        self.rows.push(row);
    }

    /// Prints the share of right verdicts for each of the ten digits.
    pub(crate) fn per_digit(&mut self, verdicts: &[(u8, bool)]) {
        for digit in 0..10 {
            let own = verdicts.iter().filter(|(label, _)| *label == digit);
            let right = share(own.map(|&(_, is_right)| is_right));
            self.figure(&format!("the same, digit {digit}"), right, "%");
        }
    }

    fn targeted(&mut self, what: &str, figure: f64, unit: &str, sense: Sense, target: f64) {
        let met = sense.holds(figure, target);
        let verdict = if met { "ok" } else { "MISSED" };
        let (text, sense_text) = (rounded(figure), sense.text());
        println!("  {what:<58} {text:>9} {unit:<2} ({sense_text} {target}) {verdict}");
        let row = self.row(what, figure, unit);
        self.rows.push(Row {
            sense: Some(sense),
            target: Some(target),
            met: Some(met),
            ..row
        });
    }

    fn row(&self, what: &str, figure: f64, unit: &str) -> Row {
        Row {
            part: self.part.clone(),
            what: what.to_owned(),
            figure,
            unit: unit.to_owned(),
            sense: None,
            target: None,
            met: None,
        }
    }

    /// Writes all figures as JSON.
    pub(crate) fn write(&self, path: &Path, subject: &Subject) -> anyhow::Result<()> {
        let measured = Measured {
            model: subject.fingerprint.clone(),
            split: subject.split_name(),
            rows: self.rows.clone(),
        };
        let json = serde_json::to_string_pretty(&measured)?;
        std::fs::write(path, json + "\n")
            .with_context(|| format!("cannot write {}", path.display()))
    }

    /// Success if every target was met.
    pub(crate) fn finish(&self) -> ExitCode {
        let missed = self.rows.iter().filter(|row| row.met == Some(false));
        verdict(missed.count(), "every target is met", "targets are missed")
    }

    /// Success if no figure with a target is worse than it was recorded for this model.
    ///
    /// # Errors
    /// If the file is none of ours, or of another model or split.
    pub(crate) fn compare(&self, path: &Path, subject: &Subject) -> anyhow::Result<ExitCode> {
        let json = std::fs::read_to_string(path);
        let json = json.with_context(|| format!("cannot read {}", path.display()))?;
        let recorded: Measured = serde_json::from_str(&json)?;
        ensure!(
            (&recorded.model, &recorded.split) == (&subject.fingerprint, &subject.split_name()),
            "{} is of the model {} and its {} split; train again, or write the card again",
            path.display(),
            recorded.model,
            recorded.split
        );
        println!();
        let worse = self
            .rows
            .iter()
            .filter(|row| row.is_worse_than(&recorded.rows));
        let worse =
            worse.inspect(|row| println!("worse than recorded: {}, {}", row.part, row.what));
        Ok(verdict(
            worse.count(),
            "no figure is worse than recorded",
            "figures are worse",
        ))
    }
}

impl Sense {
    fn holds(self, figure: f64, line: f64) -> bool {
        match self {
            Self::AtLeast => figure >= line,
            Self::AtMost => figure <= line,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
        }
    }
}

impl Row {
    /// Whether the figure neither meets its target nor what is recorded of it.
    fn is_worse_than(&self, recorded: &[Self]) -> bool {
        let (Some(sense), Some(false)) = (self.sense, self.met) else {
            return false;
        };
        let is_same = |row: &&Self| (&row.part, &row.what) == (&self.part, &self.what);
        let slack = match (self.unit.as_str(), sense) {
            ("%", Sense::AtLeast) => -TOLERANCE,
            ("%", Sense::AtMost) => TOLERANCE,
            _ => 0.0,
        };
        let before = recorded.iter().find(is_same);
        !before.is_some_and(|row| sense.holds(self.figure, row.figure + slack))
    }
}

/// Refuses a model that is worse than any that was committed, whatever its card records.
pub(crate) fn ensure_at_least(what: &str, figure: f64, least: f64) -> anyhow::Result<()> {
    ensure!(
        figure >= least,
        "{what}: {figure:.2} %, and no model may have less than {least} %"
    );
    Ok(())
}

fn verdict(bad: usize, good: &str, worse: &str) -> ExitCode {
    if bad == 0 {
        println!("\n{good}");
        return ExitCode::SUCCESS;
    }
    println!("\n{bad} {worse}");
    ExitCode::FAILURE
}

/// Two decimals, or two digits that count where the figure is small.
fn rounded(figure: f64) -> String {
    if figure != 0.0 && figure.abs() < 0.1 {
        return format!("{figure:.2e}");
    }
    format!("{figure:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_target_is_forgiven_where_the_record_misses_it_too() {
        struct Case {
            name: &'static str,
            figure: f64,
            sense: Sense,
            recorded: Option<f64>,
            is_worse: bool,
        }
        let case = |name, figure, sense, recorded, is_worse| Case {
            name,
            figure,
            sense,
            recorded,
            is_worse,
        };
        for Case {
            name,
            figure,
            sense,
            recorded,
            is_worse,
        } in [
            case("met", 99.0, Sense::AtLeast, None, false),
            case("missed, not recorded", 98.9, Sense::AtLeast, None, true),
            case("missed as before", 98.5, Sense::AtLeast, Some(98.55), false),
            case("missed by more", 98.5, Sense::AtLeast, Some(98.7), true),
            case("over as before", 99.15, Sense::AtMost, Some(99.1), false),
            case("over by more", 99.3, Sense::AtMost, Some(99.1), true),
        ] {
            let row = |figure| {
                let mut report = Report::default();
                report.targeted("what", figure, "%", sense, 99.0);
                report.rows.remove(0)
            };
            let recorded: Vec<Row> = recorded.map(row).into_iter().collect();
            assert_eq!(row(figure).is_worse_than(&recorded), is_worse, "{name}");
        }
    }
}
