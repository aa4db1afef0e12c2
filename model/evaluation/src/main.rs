//! Prints how good a model is, measured through the recognizer.

mod calibration;
mod engines;
mod idempotence;
mod latency;
mod magnify;
mod mnist;
mod numbers;
mod pen;
mod pictures;
mod rejection;
mod report;
mod subject;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use handwriting::Split;

use report::Report;
use subject::Subject;

/// Measures a model through the recognizer and holds each figure against its target.
#[derive(Parser)]
struct Arguments {
    /// Folder with `mnist/` and `pendigits/`; `cargo xtask data` fetches one into `.data`.
    #[arg(long, default_value = ".data")]
    data: PathBuf,
    /// The ONNX file to measure instead of the committed one.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Whose pen digits: choices are made on `validation`, results are told of `test`.
    #[arg(long, value_enum, default_value = "test")]
    split: SplitName,
    /// PyTorch's outputs on the MNIST test images (10,000 × 11 little-endian f32: ten logits and
    /// the rejection), to compare tract's with; `python -m inkling_training logits` writes them.
    #[arg(long)]
    logits: Option<PathBuf>,
    /// Measure only these parts.
    #[arg(long, value_enum, default_values_t = Part::ALL)]
    only: Vec<Part>,
    /// Write the figures into this file, too.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Forgive a missed target if the figure is as good as in this file, written by `--json` for
    /// the same model: `model/measured.json` has what the model card tells.
    #[arg(long)]
    recorded: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum SplitName {
    Validation,
    Test,
}

#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum Part {
    Mnist,
    Pen,
    Numbers,
    Pictures,
    Calibration,
    Rejection,
    Idempotence,
    Latency,
    Engines,
}

impl Part {
    const ALL: [Self; 9] = [
        Self::Mnist,
        Self::Pen,
        Self::Numbers,
        Self::Pictures,
        Self::Calibration,
        Self::Rejection,
        Self::Idempotence,
        Self::Latency,
        Self::Engines,
    ];
}

impl From<SplitName> for Split {
    fn from(name: SplitName) -> Self {
        match name {
            SplitName::Validation => Self::Validation,
            SplitName::Test => Self::Test,
        }
    }
}

fn main() -> ExitCode {
    run(&Arguments::parse()).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let subject = Subject::load(arguments)?;
    let report = measure(arguments, &subject)?;
    if let Some(path) = &arguments.json {
        report.write(path, &subject)?;
    }
    match &arguments.recorded {
        Some(path) => report.compare(path, &subject),
        None => Ok(report.finish()),
    }
}

fn measure(arguments: &Arguments, subject: &Subject) -> anyhow::Result<Report> {
    println!("model {}, {:?} writers", subject.fingerprint, subject.split);
    let mut report = Report::default();
    for part in &arguments.only {
        match part {
            Part::Mnist => mnist::measure(subject, arguments.logits.as_deref(), &mut report)?,
            Part::Pen => pen::measure(subject, &mut report)?,
            Part::Numbers => numbers::measure(subject, &mut report)?,
            Part::Pictures => pictures::measure(subject, &mut report)?,
            Part::Calibration => calibration::measure(subject, &mut report)?,
            Part::Rejection => rejection::measure(subject, &mut report)?,
            Part::Idempotence => idempotence::measure(subject, &mut report)?,
            Part::Latency => latency::measure(subject, &mut report)?,
            Part::Engines => engines::measure(subject, &mut report)?,
        }
    }
    Ok(report)
}
