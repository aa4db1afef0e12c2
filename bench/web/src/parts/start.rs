//! Start: from navigation to the first right answer.

use super::median;
use crate::Setup;
use crate::contestant::Contestant;
use crate::report::{Figures, Report};
use crate::serving::{SentFile, Site};
use crate::slow::Slow;
use crate::visitor::{FirstAnswer, Visitor};
use anyhow::{Result, ensure};
use figures::progress;
use std::collections::BTreeMap;

/// Budget of the first answer in bytes.
const BUDGET: f64 = 500e3;
/// Longest task that users do not notice, in milliseconds.
const LONGEST_TASK: f64 = 50.0;

/// All starts of a contestant.
#[derive(Default)]
struct Starts {
    cold: Vec<FirstAnswer>,
    /// Milliseconds from navigation to answer.
    warm: Vec<f64>,
    /// Files of the first run.
    sent: Vec<SentFile>,
}

type StartsByContestant = BTreeMap<Contestant, Starts>;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let fast = start_all(setup, false).await?;
    let slowed = start_all(setup, true).await?;
    let runs = setup.options.runs;
    add_bytes(&fast, report);
    add_cold(&format!("cold start, median of {runs}"), &fast, report);
    let slow = "processor slowed 4×, 10 Mbit/s, 40 ms";
    let what = format!("cold start, {slow}, median of {runs}");
    add_cold(&what, &slowed, report);
    let warm = |starts: &Starts| median(starts.warm.iter().copied());
    let what = format!("warm start, median of {runs}");
    report
        .row(&what, "ms", figures(&fast, warm))
        .below_every_peer();
    let paint = |starts: &Starts| median(starts.cold.iter().filter_map(|first| first.painted));
    let what = format!("first paint at a cold start, median of {runs}");
    report.row(&what, "ms", figures(&fast, paint));
    for (condition, starts) in [("", &fast), (", processor slowed 4×", &slowed)] {
        let longest = |starts: &Starts| {
            let longest = starts.cold.iter().map(|first| first.longest);
            longest.fold(0.0, f64::max)
        };
        let what = format!("longest task of {runs} cold starts{condition} (0: none over 50)");
        report
            .row(&what, "ms", figures(starts, longest))
            .at_most(LONGEST_TASK);
    }
    Ok(())
}

/// Gives every contestant a turn in each run, so that drift affects all alike.
async fn start_all(setup: &Setup, is_slow: bool) -> Result<StartsByContestant> {
    let mut all = StartsByContestant::new();
    let runs = setup.options.runs;
    let condition = if is_slow { ", slowed" } else { "" };
    for run in 1..=runs {
        progress(&format!("start {run} of {runs}{condition}"));
        for (contestant, site) in &setup.sites {
            let starts = all.entry(*contestant).or_default();
            site.slow_network(is_slow);
            let result = start(setup, *contestant, site, is_slow, starts).await;
            site.slow_network(false);
            result?;
        }
    }
    Ok(all)
}

async fn start(
    setup: &Setup,
    contestant: Contestant,
    site: &Site,
    is_slow: bool,
    starts: &mut Starts,
) -> Result<()> {
    let first = setup.first();
    let visitor = Visitor::start(contestant, first).await?;
    site.take_sent();
    let slow = is_slow
        .then(|| Slow::browser(visitor.session()))
        .transpose()?;
    starts.cold.push(visitor.navigate(site, first).await?);
    drop(slow);
    let sent = site.take_sent();
    ensure!(!sent.is_empty(), "no file was sent to an empty cache");
    if starts.sent.is_empty() {
        starts.sent = sent;
    }
    if !is_slow {
        // Browsers cache compiled scripts from the second visit on.
        visitor.whole().await?;
        visitor.navigate(site, first).await?;
        visitor.whole().await?;
        starts
            .warm
            .push(visitor.navigate(site, first).await?.answered);
    }
    Ok(())
}

fn add_bytes(all: &StartsByContestant, report: &mut Report) {
    // An unknown size makes the sum NaN, which misses the target.
    let kilobytes = |starts: &Starts| {
        let sum: Option<u64> = starts.sent.iter().map(|file| file.bytes).sum();
        sum.map_or(f64::NAN, |bytes| bytes as f64 / 1e3)
    };
    report
        .row("bytes for the first answer", "kB", figures(all, kilobytes))
        .at_most(BUDGET / 1e3)
        .below_every_peer();
    for (contestant, starts) in all {
        report.files.insert(*contestant, starts.sent.clone());
    }
}

fn add_cold(what: &str, all: &StartsByContestant, report: &mut Report) {
    let answered = |starts: &Starts| median(starts.cold.iter().map(|first| first.answered));
    report
        .row(what, "ms", figures(all, answered))
        .at_most_times(0.5, Contestant::Onnxruntime)
        .below_every_peer();
}

/// Figure of each contestant from its starts.
fn figures(all: &StartsByContestant, figure: impl Fn(&Starts) -> f64) -> Figures {
    let all = all.iter();
    all.map(|(contestant, starts)| (*contestant, figure(starts)))
        .collect()
}
