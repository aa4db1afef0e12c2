//! `cargo xtask`: set-up, builds, tests and benchmarks as one command each.

mod bench;
mod browser;
mod data;
mod evaluate;
mod icons;
mod npm;
mod page;
mod progress;
mod python;
mod run;
mod test;
mod tools;
mod training;
mod workspace;

use clap::{Args, Parser, Subcommand};
use std::process::ExitCode;

/// Sets up, builds, runs and tests Inkling.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Xtask {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build what is missing, start the server and print the page's address.
    Run(run::Options),
    /// Build the page into dist/ and the release server, with all features, without starting it.
    Build,
    /// Build the page into dist/, for a host that serves files.
    Page,
    /// Build the worker that runs tract into the page.
    #[command(hide = true)]
    Tract,
    /// Check formatting and lints, run all tests, and end with a table.
    Test(test::Options),
    /// Measure the committed model; arguments go to the evaluation.
    #[command(disable_help_flag = true)]
    Evaluate(Passed),
    /// Render, train, calibrate, export, evaluate and write the model card; arguments go to the
    /// training.
    #[command(disable_help_flag = true)]
    Train(Passed),
    /// Measure speed.
    #[command(subcommand)]
    Bench(Bench),
    /// Fetch the public data sets into .data/.
    Data,
    /// Draw public/icon.svg anew as the pictures that the web manifest names.
    Icons,
}

#[derive(Subcommand)]
enum Bench {
    /// The page in a real browser, beside its peers; arguments go to the benchmark.
    #[command(disable_help_flag = true)]
    Web(Passed),
    /// The server under load, beside FastAPI with onnxruntime; arguments go to the benchmark.
    #[command(disable_help_flag = true)]
    Server(Passed),
    /// The page by Lighthouse, from the server and from a bare host, beside its targets.
    Lighthouse(bench::lighthouse::Options),
}

#[derive(Args)]
struct Passed {
    /// Arguments that are passed on.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

fn main() -> ExitCode {
    let done = match Xtask::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Build => run::build(),
        Command::Page => workspace::shell().and_then(|sh| page::ensure(&sh)),
        Command::Tract => workspace::shell().and_then(|sh| page::tract::ensure(&sh)),
        Command::Test(options) => test::run(&options),
        Command::Evaluate(passed) => evaluate::run(&passed.args),
        Command::Train(passed) => training::train(&passed.args),
        Command::Bench(Bench::Web(passed)) => bench::web(&passed.args),
        Command::Bench(Bench::Server(passed)) => bench::server(&passed.args),
        Command::Bench(Bench::Lighthouse(options)) => bench::lighthouse::run(&options),
        Command::Data => data::fetch(),
        Command::Icons => icons::draw(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
