//! From the last pointer event to the frame after the answer, in Inkling's page.

use crate::Setup;
use crate::contestant::Contestant;
use crate::report::{Figures, Report, progress};
use crate::slow::Slow;
use crate::statistics::Summary;
use crate::visitor::Visitor;
use anyhow::Result;

/// Two frames of a sixtieth of a second, in milliseconds.
const TWO_FRAMES: f64 = 33.0;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let visitor = Visitor::enter(Contestant::Inkling, setup.inkling(), setup.first()).await?;
    let mut others = 0;
    for (circumstance, is_slow) in [("", false), (", processor slowed 4×", true)] {
        progress(&format!("drawings and their answers{circumstance}"));
        let slow = is_slow
            .then(|| Slow::browser(visitor.session()))
            .transpose()?;
        let mut times = Vec::new();
        for drawn in setup.drawings.iter().take(setup.options.answers) {
            let reply = visitor.read(&drawn.drawing).await?;
            times.push(reply.took);
            others += usize::from(reply.number != drawn.number);
        }
        drop(slow);
        let Summary { runs, median, p95 } = Summary::of(times);
        let what = |name| format!("Predict to answer painted{circumstance}, {name} of {runs}");
        report.row(&what("median"), "ms", inkling(median));
        report
            .row(&what("p95"), "ms", inkling(p95))
            .at_most(TWO_FRAMES);
    }
    let what = "other numbers in the page than the recognizer's";
    report.row(what, "", inkling(others as f64)).at_most(0.0);
    Ok(())
}

fn inkling(figure: f64) -> Figures {
    Figures::from([(Contestant::Inkling, figure)])
}
