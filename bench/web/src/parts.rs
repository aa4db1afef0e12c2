//! What is measured, part by part.

mod answers;
mod frames;
mod inference;
mod memory;
mod native;
mod start;
mod stroke;

use crate::report::Report;
use crate::{Part, Setup};
use anyhow::Result;

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
