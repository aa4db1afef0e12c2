//! Inference: latency of 28×28 to probabilities where the page runs its network.

use super::{inkling, median};
use crate::Setup;
use crate::contestant::Contestant;
use crate::report::{Figures, Report};
use crate::slow::{Slow, TIMES};
use crate::visitor::Visitor;
use anyhow::Result;
use figures::{Summary, progress};
use recognizer::DigitImage;
use std::collections::BTreeMap;

/// Predictions between two readings of the clock, whose resolution is coarser than one of them.
const BATCH: usize = 20;
/// Rounds, in each of which every contestant has a turn.
const ROUNDS: usize = 10;
/// Batches for the comparison of a slow processor with a fast one.
const COMPARED: usize = 50;
/// Batches that warm up the compilers.
const WARM_UP: usize = 20;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let mut visitors = Vec::new();
    for (contestant, site) in &setup.sites {
        let visitor = Visitor::enter(*contestant, site, setup.first()).await?;
        visitor.time(&batch(setup, 0), WARM_UP).await?;
        visitors.push((*contestant, visitor));
    }
    let answers = setup.options.answers;
    let mut times = BTreeMap::<Contestant, Vec<f64>>::new();
    for round in 0..ROUNDS {
        progress(&format!("inference, round {} of {ROUNDS}", round + 1));
        let images = batch(setup, round);
        for (contestant, visitor) in &visitors {
            let times = times.entry(*contestant).or_default();
            times.extend(visitor.time(&images, answers.div_ceil(ROUNDS)).await?);
        }
    }
    add(&times, report);
    visitors.truncate(1);
    compare_slow(setup, &visitors[0].1, report).await
}

type Statistic = fn(&Summary) -> f64;

fn add(times: &BTreeMap<Contestant, Vec<f64>>, report: &mut Report) {
    let summaries: BTreeMap<Contestant, Summary> = times
        .iter()
        .filter_map(|(contestant, times)| {
            let each = times.iter().map(|time| time / BATCH as f64);
            Some((*contestant, Summary::of(each)?))
        })
        .collect();
    let runs = summaries.values().map(|summary| summary.runs).max();
    let runs = runs.unwrap_or_default();
    let statistics: [(&str, Statistic); 2] = [
        ("median", |summary| summary.median),
        ("p95", |summary| summary.p95),
    ];
    for (name, statistic) in statistics {
        let summaries = summaries.iter();
        let figures = summaries.map(|(contestant, summary)| (*contestant, statistic(summary)));
        let what = format!("warm inference, {name} of {runs} batches of {BATCH}, each");
        report
            .row(&what, "ms", figures.collect::<Figures>())
            .at_most_fastest_peer(1.0);
    }
}

/// Adds the slowdown of the worker on a slow processor: by signals, and by the browser's own
/// throttling of the page.
async fn compare_slow(setup: &Setup, visitor: &Visitor, report: &mut Report) -> Result<()> {
    progress("the worker on a slow processor");
    let images = batch(setup, 0);
    let latency = async || -> Result<f64> { Ok(median(visitor.time(&images, COMPARED).await?)) };
    let fast = latency().await?;
    let slow = {
        let _slow = Slow::browser(visitor.session())?;
        latency().await?
    };
    visitor.throttle(TIMES).await?;
    let throttled = latency().await;
    visitor.throttle(1).await?;
    let what = "worker inference on a processor slowed 4× from outside";
    report
        .row(what, "times as long", inkling(slow / fast))
        .at_least(0.8 * f64::from(TIMES))
        .at_most(1.25 * f64::from(TIMES));
    let what = "worker inference while the browser itself slows its page 4×";
    report.row(what, "times as long", inkling(throttled? / fast));
    Ok(())
}

/// Images of a round, different in each.
fn batch(setup: &Setup, round: usize) -> Vec<DigitImage> {
    let samples = setup.samples.iter().cycle();
    let samples = samples.skip(round * BATCH).take(BATCH);
    samples.map(|sample| sample.image.clone()).collect()
}
