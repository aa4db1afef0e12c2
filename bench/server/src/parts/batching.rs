//! Whether requests that wait should be taken together.

use super::load::times;
use crate::Setup;
use crate::load::Load;
use crate::report::{Report, progress};
use crate::serving::Serving;
use anyhow::Result;

const BATCHES: [&str; 2] = ["1", "32"];
const CONNECTIONS: [usize; 2] = [50, 500];

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    report.part("Micro-batches: as many requests that wait are taken together (--batch)");
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
            let outcome = load.run().await?;
            let name = format!("{users} connections, up to {batch}");
            let rate = outcome.digits_a_second();
            report.figure(&format!("{name}: answers a second"), rate, "");
            times(&name, &outcome.digits, report);
        }
    }
    Ok(())
}
