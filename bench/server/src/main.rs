//! Benchmark of the server: figures against their targets and beside a peer.

mod client;
mod cores;
mod digits;
mod encodings;
mod latency_histogram;
mod load;
mod metrics;
mod parts;
mod process;
mod serving;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use cores::Cores;
use digits::Digits;
use figures::{Report, significant};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Measures the server on this machine against its targets and a peer; fails if a target is missed.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench server")]
struct Options {
    /// Part to measure; may be repeated [default: all].
    #[arg(long, value_enum, value_name = "PART")]
    only: Vec<Part>,

    /// Folder with `mnist/`.
    #[arg(long, env = "INKLING_DATA")]
    data: PathBuf,

    /// Duration of each load in seconds; comparisons take half as long.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(2..))]
    seconds: u64,

    /// Minutes of load after which memory is compared with that after one minute.
    #[arg(long, default_value_t = MINUTES, value_parser = clap::value_parser!(u64).range(2..))]
    minutes: u64,

    /// Server binary.
    #[arg(long, env = "INKLING_SERVER", value_name = "FILE")]
    server: PathBuf,

    /// Folder of the built page.
    #[arg(long, env = "INKLING_DIST")]
    dist: PathBuf,

    /// Python interpreter with the peer's requirements installed.
    #[arg(long, env = "INKLING_PEER_PYTHON", value_name = "FILE")]
    python: PathBuf,
}

/// Minutes of load for which the target of memory is defined.
const MINUTES: u64 = 10;

/// Part of the benchmark.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Part {
    /// Equal predictions in every encoding of the API, and in the browser.
    Answers,
    /// Processor time of a request outside inference.
    Cost,
    /// Throughput and latency beside FastAPI with onnxruntime.
    Peers,
    /// 10 to 500 users, then 5,000 connections at once.
    Load,
    /// Memory over minutes of load.
    Memory,
    /// Throughput and latency with and without micro-batches.
    Batching,
}

/// Options, cores and images that every part uses.
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
    // Before other threads start, which inherit the affinity.
    cores.pin_generator()?;
    println!("{cores}");
    // Each of 5,000 connections is an open file.
    rlimit::increase_nofile_limit(u64::MAX).context("cannot allow more open files")?;
    let digits = Digits::load(&options.data)?;
    let setup = Setup {
        options,
        cores,
        digits,
    };
    let runtime = tokio::runtime::Runtime::new()?;
    let report = runtime.block_on(measure(&setup))?;
    Ok(report.conclude())
}

async fn measure(setup: &Setup) -> Result<Report> {
    let mut report = Report::new(significant);
    for part in Part::value_variants() {
        if setup.wants(*part) {
            parts::measure(*part, setup, &mut report)
                .await
                .with_context(|| format!("cannot measure {part:?}"))?;
        }
    }
    Ok(report)
}
