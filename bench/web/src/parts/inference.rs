//! 28×28 to probabilities, where the page runs its network.

use crate::Setup;
use crate::contestant::Contestant;
use crate::report::{Figures, Report, progress};
use crate::slow::{Slow, TIMES};
use crate::statistics::Summary;
use crate::visitor::Visitor;
use anyhow::Result;
use recognizer::DigitImage;
use std::collections::BTreeMap;

/// Answers in a batch, one after the other: the clock's steps are longer than a hundredth of one.
const BATCH: usize = 20;
/// Everybody has as many turns.
const ROUNDS: usize = 10;
/// Batches in which a slow processor is compared with a quick one.
const COMPARED: usize = 50;
/// Batches until compilers have done what they will.
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
    tell(&times, report);
    visitors.truncate(1);
    compare_slow(setup, &visitors[0].1, report).await
}

fn tell(times: &BTreeMap<Contestant, Vec<f64>>, report: &mut Report) {
    let summaries: BTreeMap<_, Summary> = times
        .iter()
        .map(|(contestant, times)| {
            let each = times.iter().map(|time| time / BATCH as f64);
            (*contestant, Summary::of(each))
        })
        .collect();
    let runs = summaries.values().map(|summary| summary.runs).max();
    let runs = runs.unwrap_or_default();
    for (name, of) in [
        (
            "median",
            (|all: &Summary| all.median) as fn(&Summary) -> f64,
        ),
        ("p95", |all: &Summary| all.p95),
    ] {
        let figures: Figures = summaries
            .iter()
            .map(|(contestant, summary)| (*contestant, of(summary)))
            .collect();
        let what = format!("warm inference, {name} of {runs} batches of {BATCH}, each");
        report.row(&what, "ms", figures).at_most_fastest_peer(1.0);
    }
}

/// How many times as long the worker takes on a slow processor: by signals, and by the browser's
/// own throttling of the page.
async fn compare_slow(setup: &Setup, visitor: &Visitor, report: &mut Report) -> Result<()> {
    progress("the worker on a slow processor");
    let images = batch(setup, 0);
    let median =
        async || -> Result<f64> { Ok(Summary::of(visitor.time(&images, COMPARED).await?).median) };
    let quick = median().await?;
    let slow = {
        let _slow = Slow::browser(visitor.session())?;
        median().await?
    };
    visitor.throttle(TIMES).await?;
    let throttled = median().await;
    visitor.throttle(1).await?;
    let one = |figure: f64| Figures::from([(Contestant::Inkling, figure)]);
    let what = "worker inference on a processor slowed 4× from outside";
    report
        .row(what, "times as long", one(slow / quick))
        .at_least(0.8 * f64::from(TIMES))
        .at_most(1.25 * f64::from(TIMES));
    let what = "worker inference while the browser itself slows its page 4×";
    report.row(what, "times as long", one(throttled? / quick));
    Ok(())
}

/// Other images in each round.
fn batch(setup: &Setup, round: usize) -> Vec<DigitImage> {
    let drawings = setup.drawings.iter().cycle();
    let images = drawings.skip(round * BATCH).take(BATCH);
    images.map(|drawn| drawn.image.clone()).collect()
}
