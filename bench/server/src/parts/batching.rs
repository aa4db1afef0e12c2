//! Micro-batches: throughput and latency with and without.

use super::load::add_latency;
use crate::Setup;
use crate::load::Load;
use crate::serving::Serving;
use anyhow::Result;
use figures::{Report, progress};

const BATCHES: [&str; 2] = ["1", "32"];
const CONNECTIONS: [usize; 2] = [50, 500];

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    report.part("Micro-batches: up to so many queued requests share an inference (--batch)");
    for users in CONNECTIONS {
        for batch in BATCHES {
            let server = Serving::ours(setup, &["--batch", batch]).await?;
            progress(&format!("batches of {batch}, {users} connections"));
            let load = Load {
                address: server.address,
                users,
                time: setup.comparison_time(),
                digits: setup.digits.under_load(),
                with_page: false,
            };
            load.warm_up().await?;
            let result = load.run().await?;
            let name = format!("{users} connections, up to {batch}");
            let what = format!("{name}: answers a second");
            report.figure(&what, result.throughput(), "");
            add_latency(&name, &result.predictions, report);
        }
    }
    Ok(())
}
