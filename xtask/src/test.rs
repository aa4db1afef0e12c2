//! Runs all checks, goes on after a failure, and ends with a table.

mod steps;
mod triton;

use crate::workspace;
use anyhow::{Context, Result, bail, ensure};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::time::Instant;
use steps::{Outcome, Settings, Step};

#[derive(Args)]
pub(crate) struct Options {
    /// What to test.
    #[arg(value_enum, default_value_t = Suite::Inkling)]
    suite: Suite,

    /// Folder with mnist/ and pendigits/, to check the model's accuracy on; without, .data/ if it is there.
    #[arg(long)]
    data: Option<PathBuf>,

    /// Run only this step and those it needs; may be given several times.
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,

    /// List the steps and run none.
    #[arg(long)]
    list: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Suite {
    /// The page, the server and the model.
    Inkling,
    /// The training, in Python.
    Training,
}

struct Row {
    step: &'static Step,
    outcome: Outcome,
    seconds: u64,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let steps = match options.suite {
        Suite::Inkling => &steps::INKLING[..],
        Suite::Training => &steps::TRAINING[..],
    };
    if options.list {
        steps
            .iter()
            .for_each(|step| println!("{:<12} {}", step.name, step.does));
        return Ok(());
    }
    let settings = Settings {
        sh: workspace::shell()?,
        data: data(options)?,
        is_whole: !options.only.is_empty(),
    };
    let mut rows = Vec::new();
    for step in choose(steps, &options.only)? {
        println!("\n== {}: {}", step.name, step.does);
        rows.push(run_step(step, &settings, &rows));
    }
    report(&rows)
}

/// Made absolute, because the steps run elsewhere.
fn data(options: &Options) -> Result<Option<PathBuf>> {
    match &options.data {
        Some(folder) => folder.canonicalize().map(Some).with_context(|| {
            format!(
                "there is no {}; `cargo xtask data` fetches the data",
                folder.display()
            )
        }),
        None => Ok(Some(workspace::data()).filter(|folder| folder.exists())),
    }
}

/// The named steps and those they need, in order; all when none is named.
fn choose(steps: &'static [Step], names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(name) = names
        .iter()
        .find(|name| steps.iter().all(|step| step.name != **name))
    {
        bail!("there is no step {name}; `cargo xtask test --list` lists them");
    }
    let wanted = |name| names.is_empty() || names.iter().any(|wanted| wanted == name);
    let needed = |name| {
        steps
            .iter()
            .any(|step| wanted(step.name) && step.needs == Some(name))
    };
    Ok(steps
        .iter()
        .filter(|step| wanted(step.name) || needed(step.name))
        .collect())
}

fn run_step(step: &'static Step, settings: &Settings, before: &[Row]) -> Row {
    let start = Instant::now();
    let broken = before
        .iter()
        .find(|row| step.needs == Some(row.step.name) && row.outcome != Outcome::Passed);
    let outcome = match broken {
        Some(row) => Outcome::Skipped(format!("{} failed", row.step.name)),
        None => (step.run)(settings).unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Outcome::Failed
        }),
    };
    Row {
        step,
        outcome,
        seconds: start.elapsed().as_secs(),
    }
}

fn report(rows: &[Row]) -> Result<()> {
    println!("\n{:<12} {:>7}  result", "step", "seconds");
    for row in rows {
        println!("{:<12} {:>7}  {}", row.step.name, row.seconds, row.outcome);
    }
    let failed: Vec<_> = rows
        .iter()
        .filter(|row| row.outcome == Outcome::Failed)
        .map(|row| row.step.name)
        .collect();
    ensure!(
        failed.is_empty(),
        "failed: {}; each one's errors stand above",
        failed.join(", ")
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::steps::{INKLING, Outcome, Settings, Step};
    use super::{Row, choose, report, run_step};
    use anyhow::{Result, bail};
    use xshell::Shell;

    static FAILS: Step = Step {
        name: "fails",
        does: "",
        needs: None,
        run: |_| bail!("no"),
    };
    static NEEDS_IT: Step = Step {
        name: "needs-it",
        does: "",
        needs: Some("fails"),
        run: |_| Ok(Outcome::Passed),
    };

    #[test]
    fn a_step_comes_with_what_it_needs() -> Result<()> {
        let names = |only: &[&str]| -> Result<Vec<&str>> {
            let only: Vec<_> = only.iter().map(|name| (*name).to_owned()).collect();
            Ok(choose(&INKLING, &only)?
                .iter()
                .map(|step| step.name)
                .collect())
        };
        assert_eq!(names(&["format"])?, ["format"]);
        assert_eq!(names(&["e2e", "format"])?, ["format", "page", "e2e"]);
        assert_eq!(names(&[])?.len(), INKLING.len());
        assert!(names(&["nothing"]).is_err());
        Ok(())
    }

    #[test]
    fn a_failure_skips_what_needs_it_and_fails_the_whole() -> Result<()> {
        let settings = Settings {
            sh: Shell::new()?,
            data: None,
            is_whole: true,
        };
        let mut rows: Vec<Row> = Vec::new();
        for step in [&FAILS, &NEEDS_IT] {
            rows.push(run_step(step, &settings, &rows));
        }
        assert_eq!(rows[0].outcome, Outcome::Failed);
        assert_eq!(rows[1].outcome, Outcome::Skipped("fails failed".to_owned()));
        assert!(report(&rows).is_err());
        Ok(())
    }
}
