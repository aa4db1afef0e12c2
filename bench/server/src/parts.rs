//! Parts of the benchmark.

mod answers;
mod batching;
mod browser;
mod cost;
mod load;
mod memory;
mod overload;
mod peers;

use crate::{Part, Setup};
use anyhow::Result;
use figures::Report;

/// Measures one part and adds its figures.
pub(crate) async fn measure(part: Part, setup: &Setup, report: &mut Report) -> Result<()> {
    match part {
        Part::Answers => answers::measure(setup, report).await,
        Part::Cost => cost::measure(setup, report).await,
        Part::Peers => peers::measure(setup, report).await,
        Part::Load => {
            load::measure(setup, report).await?;
            overload::measure(setup, report).await
        }
        Part::Memory => memory::measure(setup, report).await,
        Part::Batching => batching::measure(setup, report).await,
    }
}
