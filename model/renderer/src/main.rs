//! Renderer of the pictures for training and validation, through `recognizer` itself.

mod deform;
mod digit_lookalikes;
mod files;
mod outliers;
mod paths;
mod sets;
mod source;
mod styles;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sets::Amounts;

/// Number of non-digits for validation.
const VALIDATION_OUTLIERS: usize = 10_000;

/// Renders pen digits and non-digits as the network sees them.
#[derive(Parser)]
struct Arguments {
    /// Folder with `pendigits/`; `cargo xtask data` fetches one into `.data`.
    #[arg(long, default_value = ".data")]
    data: PathBuf,
    /// Folder to write the pictures into, created if missing.
    #[arg(long, default_value = "model/training/.data/rendered")]
    out: PathBuf,
    /// Seed; the same seed renders the same pictures.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Number of pictures of each training digit.
    #[arg(long, default_value_t = 64)]
    variants: usize,
    /// Number of non-digits for training.
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
