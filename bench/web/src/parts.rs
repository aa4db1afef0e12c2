//! Parts of the benchmark.

mod answers;
mod frames;
mod inference;
mod memory;
mod native;
mod start;
mod stroke;

use crate::contestant::Contestant;
use crate::report::{Figures, Report};
use crate::{Part, Setup};
use anyhow::Result;

/// Measures one part and adds its figures.
pub(crate) async fn measure(part: Part, setup: &Setup, report: &mut Report) -> Result<()> {
    match part {
        Part::Answers => answers::measure(setup, report).await,
        Part::Start => start::measure(setup, report).await,
        Part::Inference => inference::measure(setup, report).await,
        Part::Stroke => stroke::measure(setup, report).await,
        Part::Frames => frames::measure(setup, report).await,
        Part::Memory => memory::measure(setup, report).await,
        Part::Native => native::measure(setup, report),
    }
}

/// Figure that Inkling alone has.
fn inkling(figure: f64) -> Figures {
    Figures::from([(Contestant::Inkling, figure)])
}

/// Median of the measurements; NaN, which misses every target, if there are none.
fn median(measurements: impl IntoIterator<Item = f64>) -> f64 {
    figures::median(measurements).unwrap_or(f64::NAN)
}
