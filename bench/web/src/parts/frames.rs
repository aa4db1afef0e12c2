//! The page's work in each frame while the pen moves and the live preview follows.

use super::inkling;
use crate::Setup;
use crate::contestant::Contestant;
use crate::devtools::DevTools;
use crate::report::{Report, Row};
use crate::slow::TIMES;
use crate::trace;
use crate::visitor::Visitor;
use anyhow::{Context, Result};
use figures::{Summary, progress};

/// Half of a frame of 1/60 s, in milliseconds.
const HALF_A_FRAME: f64 = 8.0;

/// Number of traced drawings, after as many that warm up the compilers.
const DRAWINGS: usize = 20;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    progress("frames while the pen moves");
    let visitor = Visitor::enter(Contestant::Inkling, setup.inkling(), setup.first()).await?;
    let (warm_up, traced) = setup.samples[..2 * DRAWINGS].split_at(DRAWINGS);
    for sample in warm_up {
        visitor.draw_in_frames(&sample.drawing).await?;
    }
    // Stopping signals would show up in the trace; the browser's own throttling reaches the main
    // thread, which is the one measured here.
    visitor.throttle(TIMES).await?;
    let mut devtools = DevTools::connect(visitor.session()).await?;
    devtools.begin_trace().await?;
    for sample in traced {
        visitor.draw_in_frames(&sample.drawing).await?;
    }
    let frames = trace::frames(&devtools.end_trace().await?, "drawing", "drawn")?;
    let page = frames.iter().map(|frame| frame.page);
    add("work", page, report)?.at_most(HALF_A_FRAME);
    let all = frames.iter().map(|frame| frame.all);
    add("the same and the browser's own work", all, report)?;
    Ok(())
}

/// Adds median and 95th percentile; returns the row of the latter.
fn add<'report>(
    what: &str,
    frames: impl Iterator<Item = f64>,
    report: &'report mut Report,
) -> Result<&'report mut Row> {
    let Summary { runs, median, p95 } = Summary::of(frames).context("no frame was traced")?;
    let name = |name| format!("{what} in a frame while drawing, page slowed 4×, {name} of {runs}");
    report.row(&name("median"), "ms", inkling(median));
    Ok(report.row(&name("p95"), "ms", inkling(p95)))
}
