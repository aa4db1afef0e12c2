//! Measures Inkling's page in a real browser against its targets, and its peers beside it.

mod contestant;
mod devtools;
mod drawings;
mod machine;
mod parts;
mod plot;
mod report;
mod serving;
mod slow;
mod statistics;
mod trace;
mod visitor;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use contestant::Contestant;
use drawings::Drawn;
use report::Report;
use serving::Site;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use visitor::Visitor;

/// Measures Inkling's page in a real browser against its targets, and its peers beside it; fails if
/// a target is missed.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench web")]
struct Options {
    /// Measure only this part; may be repeated.
    #[arg(long, value_enum, value_name = "PART")]
    only: Vec<Part>,

    /// Starts of each page in each circumstance.
    #[arg(long, default_value_t = 20, value_parser = at_least_one)]
    runs: usize,

    /// Answers of each network; for memory, twice as many.
    #[arg(long, default_value_t = 1000, value_parser = at_least_one)]
    answers: usize,

    /// Also write the figures to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Also draw them into this file, as SVG.
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,

    /// Folder of the built page.
    #[arg(long, env = "INKLING_DIST")]
    dist: PathBuf,

    /// Folder of the peers' built pages.
    #[arg(long, env = "INKLING_PEERS")]
    peers: PathBuf,

    /// A Python that has onnxruntime.
    #[arg(long, env = "INKLING_PEER_PYTHON", value_name = "FILE")]
    python: PathBuf,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("a number of at least 1 is needed".to_owned()),
        Ok(number) => Ok(number),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Part {
    /// The same 200 drawings read by all.
    Answers,
    /// From navigation to first answer: bytes, cold and warm start, the main thread.
    Start,
    /// 28×28 to probabilities in the page, and whether a slow processor slows workers.
    Inference,
    /// From the last pointer event to the painted answer.
    Stroke,
    /// The page's work in each frame while somebody draws.
    Frames,
    /// Memory after many answers.
    Memory,
    /// The recognizer beside Python's onnxruntime, without a browser.
    Native,
}

/// What every part needs.
struct Setup {
    options: Options,
    drawings: Vec<Drawn>,
    sites: Vec<(Contestant, Site)>,
}

impl Setup {
    /// Serves every page that is built; what is missing is told.
    async fn new(options: Options) -> Result<Self> {
        let mut sites = Vec::new();
        for contestant in Contestant::ALL {
            let folder = contestant.folder(&options.dist, &options.peers);
            match Site::start(&folder).await {
                Ok(site) => sites.push((contestant, site)),
                Err(error) if contestant == Contestant::Burn => {
                    eprintln!("Without burn, whose page is not built: {error:#}");
                }
                Err(error) => return Err(error).context(contestant.name()),
            }
        }
        Ok(Self {
            options,
            drawings: drawings::drawings()?,
            sites,
        })
    }

    /// What everybody reads first.
    fn first(&self) -> &Drawn {
        &self.drawings[0]
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
    Ok(match report.missed().count() {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
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
