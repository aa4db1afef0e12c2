//! Figures beside their targets.

/// Prints the figures as they come, and counts the targets that are missed.
#[derive(Default)]
pub(crate) struct Report {
    missed: Vec<String>,
    part: String,
}

impl Report {
    /// Begins a part of the report.
    pub(crate) fn part(&mut self, name: &str) {
        println!("\n{name}");
        name.clone_into(&mut self.part);
    }

    /// A figure that has no target.
    pub(crate) fn figure(&mut self, what: &str, figure: f64, unit: &str) {
        println!("  {what:<64} {:>9} {unit}", rounded(figure));
    }

    /// A figure that has to be at most `target`.
    pub(crate) fn at_most(&mut self, what: &str, figure: f64, target: f64, unit: &str) {
        // Written so that what is no number is a miss.
        self.targeted(what, figure, unit, "at most", target, figure <= target);
    }

    /// A figure that has to be at least `target`.
    pub(crate) fn at_least(&mut self, what: &str, figure: f64, target: f64, unit: &str) {
        self.targeted(what, figure, unit, "at least", target, figure >= target);
    }

    /// Says something about the figures.
    pub(crate) fn note(&self, text: &str) {
        println!("  {text}");
    }

    fn targeted(
        &mut self,
        what: &str,
        figure: f64,
        unit: &str,
        sense: &str,
        target: f64,
        is_met: bool,
    ) {
        let verdict = if is_met { "ok" } else { "MISSED" };
        let (figure, target) = (rounded(figure), rounded(target));
        println!("  {what:<64} {figure:>9} {unit:<8} {sense} {target:<7} {verdict}");
        if !is_met {
            self.missed.push(format!("{}: {what}", self.part));
        }
    }

    /// Ends the report; how many targets are missed.
    pub(crate) fn conclude(&self) -> usize {
        match &self.missed[..] {
            [] => println!("\nAll targets are met."),
            missed => println!("\nMissed:\n  {}", missed.join("\n  ")),
        }
        self.missed.len()
    }
}

/// Says on standard error what takes its time.
pub(crate) fn progress(text: &str) {
    eprintln!("… {text}");
}

/// Three digits, or more if it is a large whole.
fn rounded(figure: f64) -> String {
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
    use super::{Report, rounded};

    #[test]
    fn figures_have_as_many_digits_as_they_are_worth() {
        let cases = [
            (0.0, "0"),
            (0.000_000_12, "1.2e-7"),
            (0.25, "0.25"),
            (0.001, "1.0e-3"),
            (2.0, "2"),
            (12.34, "12.3"),
            (1234.5, "1234"),
            (f64::NAN, "NaN"),
        ];
        for (figure, text) in cases {
            assert_eq!(rounded(figure), text);
        }
    }

    #[test]
    fn misses_are_counted() {
        let mut report = Report::default();
        report.at_most("as it should be", 1.0, 1.0, "");
        report.at_least("as it should be", 2.0, 2.0, "");
        assert_eq!(report.conclude(), 0);
        report.at_most("too much", 1.1, 1.0, "");
        report.at_least("too little", 1.9, 2.0, "");
        report.at_most("not measured", f64::NAN, 1.0, "");
        assert_eq!(report.conclude(), 3);
    }
}
