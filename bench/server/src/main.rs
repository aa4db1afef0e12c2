//! Measures the server on this machine, against its targets and against a peer.

mod client;
mod cores;
mod digits;
mod load;
mod metrics;
mod parts;
mod process;
mod report;
mod serving;
mod tally;
mod ways;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use cores::Cores;
use digits::Digits;
use report::Report;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Measures the server on this machine, against its targets and against a peer; fails if a target
/// is missed.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench server")]
struct Options {
    /// Measure only this part; may be repeated.
    #[arg(long, value_enum, value_name = "PART")]
    only: Vec<Part>,

    /// Folder with mnist/.
    #[arg(long, env = "INKLING_DATA")]
    data: PathBuf,

    /// Seconds of each load; comparisons take half as long.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(2..))]
    seconds: u64,

    /// Minutes of load after which the memory is compared with that after one.
    #[arg(long, default_value_t = MINUTES, value_parser = clap::value_parser!(u64).range(2..))]
    minutes: u64,

    /// The built server.
    #[arg(long, env = "INKLING_SERVER", value_name = "FILE")]
    server: PathBuf,

    /// Folder of the built page.
    #[arg(long, env = "INKLING_DIST")]
    dist: PathBuf,

    /// A Python that has what the peer requires.
    #[arg(long, env = "INKLING_PEER_PYTHON", value_name = "FILE")]
    python: PathBuf,
}

/// Minutes after which the target for memory holds.
const MINUTES: u64 = 10;

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Part {
    /// The same digits by every way, in the browser too.
    Answers,
    /// Processor time beside inference.
    Cost,
    /// FastAPI with onnxruntime beside it.
    Peers,
    /// 10 to 500 users, then 5,000 connections.
    Load,
    /// Memory over minutes of load.
    Memory,
    /// Micro-batches or none.
    Batching,
}

/// What every part needs.
struct Setup {
    options: Options,
    cores: Cores,
    digits: Digits,
}

impl Setup {
    fn load_time(&self) -> Duration {
        Duration::from_secs(self.options.seconds)
    }

    fn comparison_time(&self) -> Duration {
        self.load_time() / 2
    }

    fn wants(&self, part: Part) -> bool {
        self.options.only.is_empty() || self.options.only.contains(&part)
    }
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let cores = Cores::divide();
    // Before there are other threads, which take it over.
    cores.pin_generator()?;
    println!("{cores}");
    // 5,000 connections are as many open files.
    rlimit::increase_nofile_limit(u64::MAX).context("cannot allow more open files")?;
    let digits = Digits::load(&options.data)?;
    let setup = Setup {
        options,
        cores,
        digits,
    };
    let runtime = tokio::runtime::Runtime::new()?;
    let report = runtime.block_on(measure(&setup))?;
    Ok(match report.conclude() {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

async fn measure(setup: &Setup) -> Result<Report> {
    let mut report = Report::default();
    for part in Part::value_variants() {
        if setup.wants(*part) {
            parts::measure(*part, setup, &mut report)
                .await
                .with_context(|| format!("cannot measure {part:?}"))?;
        }
    }
    Ok(report)
}
