//! What the page does in each frame while somebody draws and it guesses.

use crate::Setup;
use crate::contestant::Contestant;
use crate::devtools::DevTools;
use crate::report::{Figures, Report, Row, progress};
use crate::slow::TIMES;
use crate::statistics::Summary;
use crate::trace;
use crate::visitor::Visitor;
use anyhow::Result;

/// Half of a frame of a sixtieth of a second, in milliseconds.
const HALF_A_FRAME: f64 = 8.0;

/// So many drawings are traced, after as many that compilers learn from.
const DRAWINGS: usize = 20;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    progress("frames while somebody draws");
    let visitor = Visitor::enter(Contestant::Inkling, setup.inkling(), setup.first()).await?;
    let (warm_up, drawings) = setup.drawings[..2 * DRAWINGS].split_at(DRAWINGS);
    for drawn in warm_up {
        visitor.draw_in_frames(&drawn.drawing).await?;
    }
    // Signals would be seen in a trace: the browser's own slow-down reaches the page's thread,
    // which is the one that is looked at.
    visitor.throttle(TIMES).await?;
    let mut devtools = DevTools::connect(visitor.session()).await?;
    devtools.begin_trace().await?;
    for drawn in drawings {
        visitor.draw_in_frames(&drawn.drawing).await?;
    }
    let frames = trace::frames(&devtools.end_trace().await?, "drawing", "drawn")?;
    let page = frames.iter().map(|frame| frame.page);
    tell("work", page, report).at_most(HALF_A_FRAME);
    let all = frames.iter().map(|frame| frame.all);
    tell("the same and the browser's own work", all, report);
    Ok(())
}

/// Returns the row of the 95th percentile.
fn tell<'report>(
    what: &str,
    frames: impl Iterator<Item = f64>,
    report: &'report mut Report,
) -> &'report mut Row {
    let Summary { runs, median, p95 } = Summary::of(frames);
    let name = |name| format!("{what} in a frame while drawing, page slowed 4×, {name} of {runs}");
    let figure = |figure| Figures::from([(Contestant::Inkling, figure)]);
    report.row(&name("median"), "ms", figure(median));
    report.row(&name("p95"), "ms", figure(p95))
}
