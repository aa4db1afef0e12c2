//! From navigation to the first right answer.

use crate::Setup;
use crate::contestant::Contestant;
use crate::report::{Figures, Report, progress};
use crate::serving::{Sent, Site};
use crate::slow::Slow;
use crate::statistics::Summary;
use crate::visitor::{FirstAnswer, Visitor};
use anyhow::{Result, ensure};
use std::collections::BTreeMap;

/// Bytes that the page may take.
const BUDGET: f64 = 500e3;
/// Milliseconds that people do not notice.
const LONG: f64 = 50.0;

/// What a contestant did in all runs.
#[derive(Default)]
struct Starts {
    cold: Vec<FirstAnswer>,
    warm: Vec<f64>,
    /// In the first run.
    sent: Vec<Sent>,
}

type All = BTreeMap<Contestant, Starts>;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let as_it_is = all(setup, false).await?;
    let slowed = all(setup, true).await?;
    let runs = setup.options.runs;
    tell_bytes(&as_it_is, report);
    tell_cold(&format!("cold start, median of {runs}"), &as_it_is, report);
    let slow = "processor slowed 4×, 10 Mbit/s, 40 ms";
    let what = format!("cold start, {slow}, median of {runs}");
    tell_cold(&what, &slowed, report);
    let warm = |starts: &Starts| Summary::of(starts.warm.iter().copied()).median;
    let what = format!("warm start, median of {runs}");
    report
        .row(&what, "ms", figures(&as_it_is, warm))
        .below_every_peer();
    let paint =
        |starts: &Starts| Summary::of(starts.cold.iter().filter_map(|first| first.painted)).median;
    let what = format!("first paint at a cold start, median of {runs}");
    report.row(&what, "ms", figures(&as_it_is, paint));
    for (circumstance, starts) in [("", &as_it_is), (", processor slowed 4×", &slowed)] {
        let longest = |starts: &Starts| {
            let longest = starts.cold.iter().map(|first| first.longest);
            longest.fold(0.0, f64::max)
        };
        let what = format!("longest task of {runs} cold starts{circumstance} (0: none over 50)");
        report
            .row(&what, "ms", figures(starts, longest))
            .at_most(LONG);
    }
    Ok(())
}

/// Everybody has a turn in each run, so that drift is shared.
async fn all(setup: &Setup, is_slow: bool) -> Result<All> {
    let mut all = All::new();
    for run in 1..=setup.options.runs {
        let circumstance = if is_slow { ", slowed" } else { "" };
        progress(&format!(
            "start {run} of {}{circumstance}",
            setup.options.runs
        ));
        for (contestant, site) in &setup.sites {
            let starts = all.entry(*contestant).or_default();
            site.slow_network(is_slow);
            let outcome = start(setup, *contestant, site, is_slow, starts).await;
            site.slow_network(false);
            outcome?;
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
    ensure!(!sent.is_empty(), "nothing was fetched with an empty cache");
    if starts.sent.is_empty() {
        starts.sent = sent;
    }
    if !is_slow {
        // Browsers keep compiled scripts from the second visit on.
        visitor.whole().await?;
        visitor.navigate(site, first).await?;
        visitor.whole().await?;
        starts
            .warm
            .push(visitor.navigate(site, first).await?.answered);
    }
    Ok(())
}

fn tell_bytes(all: &All, report: &mut Report) {
    // What is not told is no number, and misses the target.
    let kilobytes = |starts: &Starts| {
        let all: Option<u64> = starts.sent.iter().map(|sent| sent.bytes).sum();
        all.map_or(f64::NAN, |bytes| bytes as f64 / 1e3)
    };
    report
        .row("bytes for the first answer", "kB", figures(all, kilobytes))
        .at_most(BUDGET / 1e3)
        .below_every_peer();
    for (contestant, starts) in all {
        report.files.insert(*contestant, starts.sent.clone());
    }
}

fn tell_cold(what: &str, all: &All, report: &mut Report) {
    let median = |starts: &Starts| {
        let times = starts.cold.iter().map(|first| first.answered);
        Summary::of(times).median
    };
    report
        .row(what, "ms", figures(all, median))
        .at_most_times(0.5, Contestant::Onnxruntime)
        .below_every_peer();
}

fn figures(all: &All, figure: impl Fn(&Starts) -> f64) -> Figures {
    let figures = all
        .iter()
        .map(|(contestant, starts)| (*contestant, figure(starts)));
    figures.collect()
}
