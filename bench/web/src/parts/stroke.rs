//! Stroke: from the last pointer event to the frame after the answer, in Inkling's page.

use super::inkling;
use crate::Setup;
use crate::contestant::Contestant;
use crate::report::Report;
use crate::slow::Slow;
use crate::visitor::Visitor;
use anyhow::{Context, Result};
use figures::{Summary, progress};

/// Two frames of 1/60 s, in milliseconds.
const TWO_FRAMES: f64 = 33.0;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let visitor = Visitor::enter(Contestant::Inkling, setup.inkling(), setup.first()).await?;
    let mut others = 0;
    for (condition, is_slow) in [("", false), (", processor slowed 4×", true)] {
        progress(&format!("drawings and their answers{condition}"));
        let slow = is_slow
            .then(|| Slow::browser(visitor.session()))
            .transpose()?;
        let mut times = Vec::new();
        for sample in setup.samples.iter().take(setup.options.answers) {
            let reply = visitor.read(&sample.drawing).await?;
            times.push(reply.took);
            others += usize::from(reply.number != sample.number);
        }
        drop(slow);
        let summary = Summary::of(times).context("no drawing was read")?;
        let Summary { runs, median, p95 } = summary;
        let what = |name| format!("Predict to answer painted{condition}, {name} of {runs}");
        report.row(&what("median"), "ms", inkling(median));
        report
            .row(&what("p95"), "ms", inkling(p95))
            .at_most(TWO_FRAMES);
    }
    let what = "other numbers in the page than the recognizer's";
    report.row(what, "", inkling(others as f64)).at_most(0.0);
    Ok(())
}
