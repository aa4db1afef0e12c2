//! What is measured, part by part.

mod answers;
mod batching;
mod browser;
mod cost;
mod crowd;
mod load;
mod memory;
mod peers;

use crate::report::Report;
use crate::{Part, Setup};
use anyhow::Result;

pub(crate) async fn measure(part: Part, setup: &Setup, report: &mut Report) -> Result<()> {
    match part {
        Part::Answers => answers::measure(setup, report).await,
        Part::Cost => cost::measure(setup, report).await,
        Part::Peers => peers::measure(setup, report).await,
        Part::Load => {
            load::measure(setup, report).await?;
            crowd::measure(setup, report).await
        }
        Part::Memory => memory::measure(setup, report).await,
        Part::Batching => batching::measure(setup, report).await,
    }
}
