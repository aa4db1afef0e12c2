//! Renders the pictures that the network is trained and chosen on, through `recognizer` itself.

mod draft;
mod files;
mod outliers;
mod pose;
mod resemblance;
mod sets;
mod source;
mod styles;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sets::Amounts;

/// Pictures without a digit to choose the network on.
const VALIDATION_OUTLIERS: usize = 10_000;

/// Renders pen digits, and drawings that are no digit, as the network will see them.
#[derive(Parser)]
struct Arguments {
    /// Folder with `pendigits/`; `cargo xtask data` fetches one into `.data`.
    #[arg(long, default_value = ".data")]
    data: PathBuf,
    /// Folder that the pictures are written into; it is made if it is missing.
    #[arg(long, default_value = "model/training/.data/rendered")]
    out: PathBuf,
    /// The same seed renders the same pictures.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Pictures of each training digit.
    #[arg(long, default_value_t = 64)]
    variants: usize,
    /// Pictures without a digit to train on.
    #[arg(long, default_value_t = 160_000)]
    outliers: usize,
}

fn main() -> ExitCode {
    match render(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn render(arguments: &Arguments) -> anyhow::Result<()> {
    let digits = handwriting::pen_digits::load(&arguments.data)?;
    let amounts = Amounts {
        variants: arguments.variants,
        train_outliers: arguments.outliers,
        validation_outliers: VALIDATION_OUTLIERS,
    };
    let sets = sets::all(&digits, &amounts);
    files::write(&arguments.out, arguments.seed, arguments.variants, &sets)?;
    println!("written to {}", arguments.out.display());
    Ok(())
}
