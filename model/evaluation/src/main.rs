//! Prints how good the committed model is, measured through the recognizer.

mod idempotence;
mod magnify;
mod mnist;
mod pen;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use recognizer::{TractClassifier, model};

use report::Report;

/// Measures the committed model through the recognizer and holds each figure against its target.
#[derive(Parser)]
struct Arguments {
    /// Folder with `mnist/` and `pendigits/`; `cargo xtask data` fetches one into `.data`.
    #[arg(long, default_value = ".data")]
    data: PathBuf,
    /// PyTorch's logits on the MNIST test images (10,000 × 10 little-endian f32), to compare
    /// tract's with; `python -m inkling_training logits` writes them.
    #[arg(long)]
    logits: Option<PathBuf>,
    /// Measure only these parts.
    #[arg(long, value_enum, default_values_t = [Part::Mnist, Part::Idempotence, Part::Pen])]
    only: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum Part {
    Mnist,
    Idempotence,
    Pen,
}

fn main() -> ExitCode {
    match measure(&Arguments::parse()) {
        Ok(report) => report.finish(),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &Arguments) -> anyhow::Result<Report> {
    println!("model {} {}", model::VERSION, model::FINGERPRINT);
    let classifier = TractClassifier::embedded()?;
    let mut report = Report::default();
    for part in &arguments.only {
        match part {
            Part::Mnist => mnist::measure(&classifier, arguments, &mut report)?,
            Part::Idempotence => idempotence::measure(&classifier, arguments, &mut report)?,
            Part::Pen => pen::measure(&classifier, arguments, &mut report)?,
        }
    }
    Ok(report)
}
