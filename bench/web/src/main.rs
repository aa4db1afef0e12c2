//! Benchmark of Inkling's page in a real browser: figures against their targets and beside peers.

mod contestant;
mod devtools;
mod machine;
mod parts;
mod plot;
mod report;
mod samples;
mod serving;
mod slow;
mod trace;
mod visitor;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use contestant::Contestant;
use report::Report;
use samples::Sample;
use serving::Site;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use visitor::Visitor;

/// Measures Inkling's page in a real browser against its targets and its peers; fails if a target is
/// missed.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench web")]
struct Options {
    /// Part to measure; may be repeated [default: all].
    #[arg(long, value_enum, value_name = "PART")]
    only: Vec<Part>,

    /// Number of starts of each page, with and without slowdown.
    #[arg(long, default_value_t = 20, value_parser = at_least_one)]
    runs: usize,

    /// Number of predictions by each network; twice as many for memory.
    #[arg(long, default_value_t = 1000, value_parser = at_least_one)]
    answers: usize,

    /// File to write the figures to, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// File to plot the main figures into, as SVG.
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,

    /// Folder of the built page.
    #[arg(long, env = "INKLING_DIST")]
    dist: PathBuf,

    /// Folder of the peers' built pages.
    #[arg(long, env = "INKLING_PEERS")]
    peers: PathBuf,

    /// Python interpreter with onnxruntime installed.
    #[arg(long, env = "INKLING_PEER_PYTHON", value_name = "FILE")]
    python: PathBuf,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("expected a number of at least 1".to_owned()),
        Ok(number) => Ok(number),
    }
}

/// Part of the benchmark.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Part {
    /// Predictions of all networks for the same 200 drawings.
    Answers,
    /// Navigation to first answer: bytes, cold and warm start, longest task.
    Start,
    /// Latency of 28×28 to probabilities in the page, with and without a slow processor.
    Inference,
    /// Latency from the last pointer event to the painted answer.
    Stroke,
    /// The page's work in each frame while the pen moves.
    Frames,
    /// Memory after many predictions.
    Memory,
    /// Latency of the recognizer beside Python's onnxruntime, without a browser.
    Native,
}

/// Options, samples and served pages that every part uses.
struct Setup {
    options: Options,
    samples: Vec<Sample>,
    sites: Vec<(Contestant, Site)>,
}

impl Setup {
    /// Serves every page; burn's, which is optional, only if it is built.
    async fn new(options: Options) -> Result<Self> {
        let mut sites = Vec::new();
        for contestant in Contestant::ALL {
            let folder = contestant.folder(&options.dist, &options.peers);
            match Site::start(&folder).await {
                Ok(site) => sites.push((contestant, site)),
                Err(error) if contestant == Contestant::Burn => {
                    eprintln!("Skipping burn, whose page is not built: {error:#}");
                }
                Err(error) => return Err(error).context(contestant.name()),
            }
        }
        Ok(Self {
            options,
            samples: samples::samples()?,
            sites,
        })
    }

    /// First drawing that every page reads.
    fn first(&self) -> &Sample {
        &self.samples[0]
    }

    /// Inkling's page.
    fn inkling(&self) -> &Site {
        &self.sites[0].1
    }

    fn wants(&self, part: Part) -> bool {
        self.options.only.is_empty() || self.options.only.contains(&part)
    }
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let setup = Setup::new(Options::parse()).await?;
    let report = measure(&setup).await?;
    println!("{report}");
    if let Some(file) = &setup.options.json {
        let json = serde_json::to_string_pretty(&report)?;
        fs::write(file, json).with_context(|| format!("cannot write {}", file.display()))?;
    }
    if let Some(file) = &setup.options.plot {
        let plot = plot::plot(&report)?;
        fs::write(file, plot).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(figures::exit_code(report.missed().count()))
}

async fn measure(setup: &Setup) -> Result<Report> {
    let visitor = Visitor::enter(Contestant::Inkling, setup.inkling(), setup.first()).await?;
    let mut report = Report::new(visitor.browser(), visitor.clock_step().await?);
    drop(visitor);
    for part in Part::value_variants() {
        if setup.wants(*part) {
            parts::measure(*part, setup, &mut report)
                .await
                .with_context(|| format!("cannot measure {part:?}"))?;
        }
    }
    Ok(report)
}
