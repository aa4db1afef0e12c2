//! Evaluation of a model through the recognizer: accuracy, rejection, calibration, latency.

mod accuracy;
mod calibration;
mod engines;
mod idempotence;
mod latency;
mod magnify;
mod mnist;
mod numbers;
mod pen;
mod pictures;
mod record;
mod rejection;
mod signs;
mod subject;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use figures::{Report, two_decimals};
use handwriting::Split;

use subject::Subject;

/// Measures a model through the recognizer; fails if a figure misses its target.
#[derive(Parser)]
struct Arguments {
    /// Folder with `mnist/` and `pendigits/`; `cargo xtask data` fetches one into `.data`.
    #[arg(long, default_value = ".data")]
    data: PathBuf,
    /// ONNX file to measure instead of the committed model.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Split of the pen digits: `validation` is for choices, `test` for results.
    #[arg(long, value_enum, default_value = "test")]
    split: SplitName,
    /// PyTorch's outputs on the MNIST test images (10,000 × 11 little-endian f32: ten logits and
    /// the rejection) to compare with tract's; `python -m inkling_training logits` writes them.
    #[arg(long)]
    logits: Option<PathBuf>,
    /// Parts to measure; all but `signs` and `cards` by default.
    #[arg(long, value_enum, default_values_t = Part::DEFAULT)]
    only: Vec<Part>,
    /// File to write the figures to, as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// File written by `--json` for the same model: a missed target is no failure if the figure is as
    /// good as recorded there. `model/measured.json` has the figures of the model card.
    #[arg(long)]
    recorded: Option<PathBuf>,
}

/// Splits that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum SplitName {
    Validation,
    Test,
}

/// Part of the evaluation.
#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum Part {
    Mnist,
    Pen,
    Numbers,
    Signs,
    Pictures,
    Cards,
    Calibration,
    Rejection,
    Idempotence,
    Latency,
    Engines,
}

impl Part {
    /// All parts but signs and cards, which take more than ten minutes.
    const DEFAULT: [Self; 9] = [
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
        record::write(path, &report, &subject)?;
    }
    match &arguments.recorded {
        Some(path) => record::compare(path, &report, &subject),
        None => Ok(report.conclude()),
    }
}

fn measure(arguments: &Arguments, subject: &Subject) -> anyhow::Result<Report> {
    println!("model {}, {:?} writers", subject.fingerprint, subject.split);
    let mut report = Report::new(two_decimals);
    for part in &arguments.only {
        match part {
            Part::Mnist => mnist::measure(subject, arguments.logits.as_deref(), &mut report)?,
            Part::Pen => pen::measure(subject, &mut report)?,
            Part::Numbers => numbers::measure(subject, &mut report)?,
            Part::Signs => signs::measure(subject, &mut report)?,
            Part::Pictures => pictures::measure(subject, &mut report)?,
            Part::Cards => pictures::measure_cards(subject, &mut report)?,
            Part::Calibration => calibration::measure(subject, &mut report)?,
            Part::Rejection => rejection::measure(subject, &mut report)?,
            Part::Idempotence => idempotence::measure(subject, &mut report)?,
            Part::Latency => latency::measure(subject, &mut report)?,
            Part::Engines => engines::measure(subject, &mut report)?,
        }
    }
    Ok(report)
}
