//! Measures the page in a real browser: what it loads, and how long people wait.

mod report;
mod sizes;
mod statistics;
mod visitor;

use anyhow::{Context, Result};
use clap::Parser;
use e2e::Site;
use report::{Cold, LongTasks, Report, Warm};
use statistics::Summary;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use visitor::{Answer, FirstAnswer, Visitor};

/// A cold start takes seconds, so this many; p95 is then the slowest.
const COLD_RUNS: usize = 10;
const WARM_RUNS: usize = 200;
/// Predictions while which tasks over 50 ms are counted.
const WATCHED_RUNS: usize = 20;

/// Measures what the page loads and how long people wait; fails if a task blocks it over 50 ms.
#[derive(Parser)]
struct Options {
    /// Also write the figures to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let report = measure().await?;
    print!("{report}");
    if let Some(file) = options.json {
        let json = serde_json::to_string_pretty(&report)?;
        fs::write(&file, json).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(match report.long_tasks.count {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

async fn measure() -> Result<Report> {
    let site = Site::start().await?;
    let visitor = Visitor::enter(&site).await?;
    visitor.first_answer().await?;
    let files = sizes::loaded(&site)?;
    visitor.ask_again(WATCHED_RUNS).await?;
    let long_tasks = long_tasks(&visitor).await?;
    let clock_step = visitor.clock_step().await?;
    let warm = warm(&visitor).await?;
    let browser = visitor.browser();
    drop(visitor);
    Ok(Report {
        browser,
        cores: thread::available_parallelism()?.get(),
        clock_step,
        files,
        cold: cold(&site).await?,
        warm,
        long_tasks,
    })
}

async fn long_tasks(visitor: &Visitor) -> Result<LongTasks> {
    let tasks = visitor.long_tasks().await?;
    Ok(LongTasks {
        predictions: WATCHED_RUNS,
        count: tasks.len(),
        longest: tasks.iter().map(|task| task.duration).fold(0.0, f64::max),
        tasks,
    })
}

async fn warm(visitor: &Visitor) -> Result<Warm> {
    let answers = visitor.ask_again(WARM_RUNS).await?;
    let summary = |time: fn(&Answer) -> f64| Summary::of(answers.iter().map(time));
    Ok(Warm {
        answer_known: summary(|answer| answer.known),
        answer_painted: summary(|answer| answer.painted),
    })
}

async fn cold(site: &Site) -> Result<Cold> {
    let mut answers = Vec::new();
    for _ in 0..COLD_RUNS {
        let visitor = Visitor::enter(site).await?;
        answers.push(visitor.first_answer().await?);
    }
    let summary = |time: fn(&FirstAnswer) -> f64| Summary::of(answers.iter().map(time));
    Ok(Cold {
        first_paint: summary(|first| first.paint),
        can_draw: summary(|first| first.asked),
        first_answer: summary(|first| first.answer),
    })
}
