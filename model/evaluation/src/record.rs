//! Recorded figures: a report as a JSON file, and whether a later one is worse.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, ensure};
use figures::{Bound, Report, Row, Target};
use serde::{Deserialize, Serialize};

use crate::subject::Subject;

/// Percentage points that a figure may be worse on another processor than it was recorded.
const TOLERANCE: f64 = 0.1;

/// Fails below the floor of every committed model, whatever its card records; in percent.
pub(crate) fn ensure_at_least(what: &str, figure: f64, limit: f64) -> anyhow::Result<()> {
    ensure!(
        figure >= limit,
        "{what}: {figure:.2} %, and no model may have less than {limit} %"
    );
    Ok(())
}

/// Figures of a model on a split.
#[derive(Serialize, Deserialize)]
struct Record {
    /// SHA-256 of the ONNX file, in hexadecimal.
    model: String,
    split: String,
    rows: Vec<Row>,
}

/// Writes all figures as JSON.
///
/// # Errors
/// If the file cannot be written.
pub(crate) fn write(path: &Path, report: &Report, subject: &Subject) -> anyhow::Result<()> {
    let record = Record {
        model: subject.fingerprint.clone(),
        split: subject.split_name(),
        rows: report.rows().to_vec(),
    };
    let json = serde_json::to_string_pretty(&record)?;
    std::fs::write(path, json + "\n").with_context(|| format!("cannot write {}", path.display()))
}

/// Prints the figures that are worse than recorded for this model; fails if any is.
///
/// A figure without a target, or that meets its target, is never worse.
///
/// # Errors
/// If the file is not a record, or of another model or split.
pub(crate) fn compare(path: &Path, report: &Report, subject: &Subject) -> anyhow::Result<ExitCode> {
    let record = read(path, subject)?;
    let worse = report.missed().filter(|row| is_worse(row, &record.rows));
    let worse: Vec<String> = worse
        .map(|row| format!("\n  {}, {}", row.part, row.what))
        .collect();
    if worse.is_empty() {
        println!("\nNo figure is worse than recorded.");
    } else {
        println!("\nWorse than recorded:{}", worse.concat());
    }
    Ok(figures::exit_code(worse.len()))
}

fn read(path: &Path, subject: &Subject) -> anyhow::Result<Record> {
    let json = std::fs::read_to_string(path);
    let json = json.with_context(|| format!("cannot read {}", path.display()))?;
    let record: Record = serde_json::from_str(&json)?;
    ensure!(
        (&record.model, &record.split) == (&subject.fingerprint, &subject.split_name()),
        "{} is of the model {} and its {} split; train again, or write the card again",
        path.display(),
        record.model,
        record.split
    );
    Ok(record)
}

/// Whether the figure meets neither its target nor, within the tolerance, its record.
fn is_worse(row: &Row, recorded: &[Row]) -> bool {
    let (Some(target), Some(false)) = (row.target(), row.met) else {
        return false;
    };
    let slack = match (row.unit.as_str(), target.bound) {
        ("%", Bound::AtLeast) => -TOLERANCE,
        ("%", Bound::AtMost) => TOLERANCE,
        _ => 0.0,
    };
    let is_same = |other: &&Row| (&other.part, &other.what) == (&row.part, &row.what);
    let record = recorded.iter().find(is_same);
    !record.is_some_and(|record| {
        let limit = record.figure + slack;
        Target { limit, ..target }.is_met(row.figure)
    })
}

#[cfg(test)]
mod tests {
    use figures::two_decimals;

    use super::*;

    #[test]
    fn a_missed_target_is_forgiven_where_the_record_misses_it_too() {
        for (name, figure, bound, recorded, expected) in [
            ("met", 99.0, Bound::AtLeast, None, false),
            ("missed, not recorded", 98.9, Bound::AtLeast, None, true),
            ("missed as before", 98.5, Bound::AtLeast, Some(98.55), false),
            ("missed by more", 98.5, Bound::AtLeast, Some(98.7), true),
            ("over as before", 99.15, Bound::AtMost, Some(99.1), false),
            ("over by more", 99.3, Bound::AtMost, Some(99.1), true),
        ] {
            let row = |figure| {
                let mut report = Report::new(two_decimals);
                match bound {
                    Bound::AtLeast => report.at_least("what", figure, 99.0, "%"),
                    Bound::AtMost => report.at_most("what", figure, 99.0, "%"),
                }
                report.rows()[0].clone()
            };
            let recorded: Vec<Row> = recorded.map(row).into_iter().collect();
            assert_eq!(is_worse(&row(figure), &recorded), expected, "{name}");
        }
    }
}
