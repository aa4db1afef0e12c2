//! Stages from pen strokes to the model card.

use super::{ensure_environment, folder, program};
use crate::{data, workspace};
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// Runs all stages; relative paths in `args` start at the current folder.
pub(crate) fn train(args: &[String]) -> Result<()> {
    ensure_environment()?;
    let sh = workspace::shell_here()?;
    sh.set_var("PYTHONPATH", folder());
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        println!(
            "--skip-render trains on the pictures of an earlier run. The other options train:\n"
        );
        return python(&sh, &["train", "--help"]);
    }
    let stages = Stages::of(args);
    if option(args, "--data").is_none() {
        data::fetch()?;
    }
    if !stages.skip_render {
        stages.render(&sh)?;
    }
    stages.train(&sh)?;
    stages.evaluate(&sh)?;
    println!("\nWriting the model card");
    let (run, evaluation) = (&stages.run, stages.in_run("evaluation.json"));
    python(&sh, &["card", "--run", run, "--evaluation", &evaluation])
}

/// Options that the stages share.
#[derive(Debug, PartialEq)]
struct Stages {
    /// Folder with the data sets.
    data: String,
    /// Folder of the rendered pictures.
    rendered: String,
    /// Folder of the run.
    run: String,
    skip_render: bool,
    /// Further options of the training.
    train: Vec<String>,
}

const SKIP_RENDER: &str = "--skip-render";

impl Stages {
    fn of(args: &[String]) -> Self {
        let or = |found: Option<String>, usual: PathBuf| {
            found.unwrap_or_else(|| usual.display().to_string())
        };
        Self {
            data: or(option(args, "--data"), workspace::data()),
            rendered: or(option(args, "--rendered"), folder().join(".data/rendered")),
            run: or(option(args, "--run"), folder().join("runs/digits")),
            skip_render: args.iter().any(|arg| arg == SKIP_RENDER),
            train: without(args, &["--data", "--rendered", "--run"]),
        }
    }

    fn render(&self, sh: &Shell) -> Result<()> {
        println!("\nRendering pen strokes");
        let (data, rendered) = (&self.data, &self.rendered);
        cmd!(
            sh,
            "cargo run --quiet --release --package renderer -- --data {data} --out {rendered}"
        )
        .quiet()
        .run()?;
        Ok(())
    }

    fn train(&self, sh: &Shell) -> Result<()> {
        let run = ["--run", &self.run];
        let sets = ["--data", &self.data, "--rendered", &self.rendered];
        println!("\nTraining");
        let options: Vec<&str> = self.train.iter().map(String::as_str).collect();
        python(sh, &[&["train"], &run[..], &sets, &options].concat())?;
        println!("\nCalibrating");
        python(sh, &[&["calibrate"], &run[..], &sets].concat())?;
        println!("\nDrawing the run's pictures");
        python(sh, &[&["report"], &run[..], &sets].concat())?;
        println!("\nExporting");
        python(sh, &[&["export"], &run[..]].concat())
    }

    /// Measures the exported model; the card reports missed targets.
    fn evaluate(&self, sh: &Shell) -> Result<()> {
        println!("\nEvaluating");
        let (data, json) = (&self.data, self.in_run("evaluation.json"));
        let logits = self.in_run("logits.f32");
        python(sh, &["logits", "--data", data, "--out", &logits])?;
        sh.remove_path(&json)?;
        cmd!(
            sh,
            "cargo run --quiet --release --package evaluation -- --data {data} --logits {logits} --json {json}"
        )
        .quiet()
        .ignore_status()
        .run()?;
        ensure!(sh.path_exists(&json), "the model could not be evaluated");
        Ok(())
    }

    fn in_run(&self, name: &str) -> String {
        Path::new(&self.run).join(name).display().to_string()
    }
}

fn python(sh: &Shell, args: &[&str]) -> Result<()> {
    let python = program("python");
    cmd!(sh, "{python} -m inkling_training {args...}")
        .quiet()
        .run()?;
    Ok(())
}

/// Value of the option `name`, written `name value` or `name=value`.
fn option(args: &[String], name: &str) -> Option<String> {
    let after = |pair: &[String]| (pair[0] == name).then(|| pair[1].clone());
    args.iter()
        .find_map(|arg| Some(arg.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
        .or_else(|| args.windows(2).find_map(after))
}

/// Arguments without these options and their values, and without this command's own flag.
fn without(args: &[String], names: &[&str]) -> Vec<String> {
    let mut left = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let name = arg.split('=').next().unwrap_or_default();
        if names.contains(&arg.as_str()) {
            args.next();
        } else if !names.contains(&name) && arg != SKIP_RENDER {
            left.push(arg.clone());
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::{Stages, option};

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn every_stage_shares_the_folders_and_only_training_its_options() {
        let usual = Stages::of(&[]);
        assert!(!usual.skip_render && usual.train.is_empty());
        let cases = [
            (
                "--run a --data b --rendered c --skip-render --seed 2",
                "--seed 2",
            ),
            (
                "--seed=2 --run=a --rendered=c --data=b --skip-render",
                "--seed=2",
            ),
            (
                "--skip-render --rendered c --resume --data b --run a",
                "--resume",
            ),
        ];
        for (line, train) in cases {
            let expected = Stages {
                data: "b".to_owned(),
                rendered: "c".to_owned(),
                run: "a".to_owned(),
                skip_render: true,
                train: words(train),
            };
            assert_eq!(Stages::of(&words(line)), expected);
        }
    }

    #[test]
    fn an_option_is_found_however_it_is_written() {
        let cases = [
            ("--run a --seed 2", Some("a")),
            ("--seed 2 --run=a", Some("a")),
            ("--runs a --run-all=b", None),
            ("--run", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(option(&words(line), "--run").as_deref(), expected, "{line}");
        }
    }
}
