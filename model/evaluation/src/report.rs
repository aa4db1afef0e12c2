//! Figures beside their targets.

use std::process::ExitCode;

/// Collects whether every target was met while the figures are printed.
#[derive(Default)]
pub(crate) struct Report {
    missed: usize,
}

impl Report {
    /// Prints a figure that has to be at least `target`.
    pub(crate) fn at_least(&mut self, what: &str, figure: f64, target: f64, unit: &str) {
        self.line(what, figure, "≥", target, unit, figure >= target);
    }

    /// Prints a figure that has to be at most `target`.
    pub(crate) fn at_most(&mut self, what: &str, figure: f64, target: f64, unit: &str) {
        self.line(what, figure, "≤", target, unit, figure <= target);
    }

    /// Prints a figure that has no target.
    pub(crate) fn figure(&mut self, what: &str, figure: f64, unit: &str) {
        println!("{what:<58} {figure:>11.7} {unit}");
    }

    fn line(&mut self, what: &str, figure: f64, sign: &str, target: f64, unit: &str, met: bool) {
        let verdict = if met { "ok" } else { "MISSED" };
        println!("{what:<58} {figure:>11.7} {unit:<2} (target {sign} {target}) {verdict}");
        self.missed += usize::from(!met);
    }

    /// Success if every target was met.
    pub(crate) fn finish(self) -> ExitCode {
        if self.missed == 0 {
            println!("every target is met");
            return ExitCode::SUCCESS;
        }
        println!("{} targets are missed", self.missed);
        ExitCode::FAILURE
    }
}
