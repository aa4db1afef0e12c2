//! `cargo xtask test`: runs all steps despite failures, and prints a table of the results.

mod clients;
mod steps;

use crate::workspace;
use anyhow::{Context, Result, bail, ensure};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::time::Instant;
use steps::{Outcome, Settings, Step};

#[derive(Args)]
pub(crate) struct Options {
    /// Steps to run.
    #[arg(value_enum, default_value_t = Suite::Inkling)]
    suite: Suite,

    /// Folder with mnist/ and pendigits/ for the model's accuracy; default: .data/, if it exists.
    #[arg(long)]
    data: Option<PathBuf>,

    /// Run only this step and those it needs; repeatable.
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,

    /// List the steps and run none.
    #[arg(long)]
    list: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Suite {
    /// Page, server and model.
    Inkling,
    /// Training, in Python.
    Training,
}

struct StepResult {
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
            .for_each(|step| println!("{:<12} {}", step.name, step.summary));
        return Ok(());
    }
    let settings = Settings {
        sh: workspace::shell()?,
        data: data(options)?,
        is_exhaustive: !options.only.is_empty(),
    };
    let mut results = Vec::new();
    for step in select(steps, &options.only)? {
        println!("\n== {}: {}", step.name, step.summary);
        results.push(run_step(step, &settings, &results));
    }
    report(&results)
}

/// Folder with the data sets, as an absolute path: the steps run in other folders.
fn data(options: &Options) -> Result<Option<PathBuf>> {
    match &options.data {
        Some(folder) => folder.canonicalize().map(Some).with_context(|| {
            format!(
                "{} does not exist; `cargo xtask data` downloads the data sets",
                folder.display()
            )
        }),
        None => Ok(Some(workspace::data()).filter(|folder| folder.exists())),
    }
}

/// The named steps and those they need, in order; all steps if none is named.
fn select(steps: &'static [Step], names: &[String]) -> Result<Vec<&'static Step>> {
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

/// Runs a step, unless the step that it needs has failed.
fn run_step(step: &'static Step, settings: &Settings, earlier: &[StepResult]) -> StepResult {
    let start = Instant::now();
    let unmet = earlier
        .iter()
        .find(|other| step.needs == Some(other.step.name) && other.outcome != Outcome::Passed);
    let outcome = match unmet {
        Some(other) => Outcome::Skipped(format!("{} failed", other.step.name)),
        None => (step.run)(settings).unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Outcome::Failed
        }),
    };
    StepResult {
        step,
        outcome,
        seconds: start.elapsed().as_secs(),
    }
}

/// Prints the table of results.
///
/// # Errors
///
/// If a step has failed.
fn report(results: &[StepResult]) -> Result<()> {
    println!("\n{:<12} {:>7}  result", "step", "seconds");
    for StepResult {
        step,
        outcome,
        seconds,
    } in results
    {
        println!("{:<12} {seconds:>7}  {outcome}", step.name);
    }
    let failed: Vec<_> = results
        .iter()
        .filter(|result| result.outcome == Outcome::Failed)
        .map(|result| result.step.name)
        .collect();
    ensure!(
        failed.is_empty(),
        "failed: {}; see their errors above",
        failed.join(", ")
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::steps::{INKLING, Outcome, Settings, Step};
    use super::{StepResult, report, run_step, select};
    use anyhow::{Result, bail};
    use xshell::Shell;

    static FAILS: Step = Step {
        name: "fails",
        summary: "",
        needs: None,
        run: |_| bail!("no"),
    };
    static NEEDS_IT: Step = Step {
        name: "needs-it",
        summary: "",
        needs: Some("fails"),
        run: |_| Ok(Outcome::Passed),
    };

    #[test]
    fn a_selected_step_includes_the_step_it_needs() -> Result<()> {
        let names = |only: &[&str]| -> Result<Vec<&str>> {
            let only: Vec<_> = only.iter().map(|name| (*name).to_owned()).collect();
            Ok(select(&INKLING, &only)?
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
    fn a_failed_step_skips_its_dependents_and_fails_the_run() -> Result<()> {
        let settings = Settings {
            sh: Shell::new()?,
            data: None,
            is_exhaustive: true,
        };
        let mut results: Vec<StepResult> = Vec::new();
        for step in [&FAILS, &NEEDS_IT] {
            results.push(run_step(step, &settings, &results));
        }
        assert_eq!(results[0].outcome, Outcome::Failed);
        let skipped = Outcome::Skipped("fails failed".to_owned());
        assert_eq!(results[1].outcome, skipped);
        assert!(report(&results).is_err());
        Ok(())
    }
}
