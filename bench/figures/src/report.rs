use std::process::ExitCode;

use crate::{Bound, Target};

/// Collects figures and prints each as it comes, with the verdict on its target.
pub struct Report {
    part: String,
    rows: Vec<Row>,
    rounded: fn(f64) -> String,
}

/// One figure, its target and whether it is met; the fields are those of the JSON.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Row {
    /// Part of the report.
    pub part: String,
    /// Measure, unique within its part.
    pub what: String,
    /// Value, not rounded.
    pub figure: f64,
    /// Unit of figure and target; empty for counts and ratios.
    pub unit: String,
    /// Bound of the target, if there is one.
    pub sense: Option<Bound>,
    /// Limit of the target, if there is one.
    pub target: Option<f64>,
    /// Whether the target is met, if there is one.
    pub met: Option<bool>,
}

impl Report {
    /// Starts a report whose figures are printed as `rounded` returns them.
    pub fn new(rounded: fn(f64) -> String) -> Self {
        Self {
            part: String::new(),
            rows: Vec::new(),
            rounded,
        }
    }

    /// Begins a part, under a heading.
    pub fn part(&mut self, name: &str) {
        println!("\n{name}");
        name.clone_into(&mut self.part);
    }

    /// Prints a line below the figures.
    pub fn note(&self, text: &str) {
        println!("  {text}");
    }

    /// Adds a figure without a target.
    pub fn figure(&mut self, what: &str, figure: f64, unit: &str) {
        self.add(what, figure, unit, None);
    }

    /// Adds a figure that has to be at least `limit`.
    pub fn at_least(&mut self, what: &str, figure: f64, limit: f64, unit: &str) {
        self.add(what, figure, unit, Some(Target::at_least(limit)));
    }

    /// Adds a figure that has to be at most `limit`.
    pub fn at_most(&mut self, what: &str, figure: f64, limit: f64, unit: &str) {
        self.add(what, figure, unit, Some(Target::at_most(limit)));
    }

    /// Figures so far.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Figures that miss their target.
    pub fn missed(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.met == Some(false))
    }

    /// Prints which targets are missed; fails if any is.
    pub fn conclude(&self) -> ExitCode {
        let missed: Vec<String> = self
            .missed()
            .map(|row| format!("\n  {}: {}", row.part, row.what))
            .collect();
        if missed.is_empty() {
            println!("\nAll targets are met.");
        } else {
            println!("\nMissed:{}", missed.concat());
        }
        exit_code(missed.len())
    }

    fn add(&mut self, what: &str, figure: f64, unit: &str, target: Option<Target>) {
        let met = target.map(|target| target.is_met(figure));
        let line = format!("  {what:<64} {:>9} {unit:<8}", (self.rounded)(figure));
        match target {
            Some(target) => {
                let verdict = if target.is_met(figure) {
                    "ok"
                } else {
                    "MISSED"
                };
                println!("{line} {target:<16} {verdict}");
            }
            None => println!("{}", line.trim_end()),
        }
        self.rows.push(Row {
            part: self.part.clone(),
            what: what.to_owned(),
            figure,
            unit: unit.to_owned(),
            sense: target.map(|target| target.bound),
            target: target.map(|target| target.limit),
            met,
        });
    }
}

impl Row {
    /// Target, if there is one.
    pub fn target(&self) -> Option<Target> {
        let (bound, limit) = self.sense.zip(self.target)?;
        Some(Target { bound, limit })
    }
}

/// Success if no target is missed.
pub fn exit_code(missed: usize) -> ExitCode {
    if missed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::significant;

    #[test]
    fn missed_targets_are_listed_with_their_part() {
        let mut report = Report::new(significant);
        report.part("one");
        report.at_most("within", 1.0, 1.0, "");
        report.at_least("within", 2.0, 2.0, "");
        report.figure("without a target", f64::NAN, "");
        assert_eq!(report.missed().count(), 0);
        report.part("two");
        report.at_most("above", 1.1, 1.0, "");
        report.at_least("below", 1.9, 2.0, "");
        report.at_most("not measured", f64::NAN, 1.0, "");
        let missed = report.missed().map(|row| (&*row.part, &*row.what));
        let expected = ["above", "below", "not measured"].map(|what| ("two", what));
        assert_eq!(missed.collect::<Vec<_>>(), expected);
        assert_eq!(report.conclude(), ExitCode::FAILURE);
    }

    #[test]
    fn rows_keep_figure_and_target() {
        let mut report = Report::new(significant);
        report.part("latency");
        report.at_most("p95", 12.345, 33.0, "ms");
        report.figure("median", 2.0, "ms");
        let [p95, median] = report.rows() else {
            panic!("there are two rows");
        };
        assert_eq!((p95.figure, p95.unit.as_str()), (12.345, "ms"));
        assert_eq!(p95.target(), Some(Target::at_most(33.0)));
        assert_eq!(
            (p95.met, median.met, median.target()),
            (Some(true), None, None)
        );
    }
}
