//! Load: 10 to 500 users who load the page and request a prediction.

use crate::Setup;
use crate::latency_histogram::LatencyHistogram;
use crate::load::{Load, LoadResult};
use crate::serving::Serving;
use anyhow::Result;
use figures::{Report, progress};

const USERS: [usize; 4] = [10, 25, 50, 500];

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let seconds = setup.options.seconds;
    report.part(&format!(
        "Load: users who load the page and request a prediction, in turn and without a pause, {seconds} s each"
    ));
    let server = Serving::ours(setup, &[]).await?;
    for users in USERS {
        progress(&format!("{users} users for {seconds} s"));
        let load = Load {
            address: server.address,
            users,
            time: setup.load_time(),
            digits: setup.digits.under_load(),
            with_page: true,
        };
        add(users, &load.run().await?, report);
    }
    Ok(())
}

fn add(users: usize, result: &LoadResult, report: &mut Report) {
    let failed = result.failed() as f64;
    report.at_most(&format!("{users} users: failures"), failed, 0.0, "");
    for (name, histogram) in [
        ("GET /", &result.pages),
        ("POST /api/predict", &result.predictions),
    ] {
        add_latency(&format!("{users} users: {name}"), histogram, report);
    }
}

/// Adds the number of responses, median, 99th percentile and failures.
pub(super) fn add_latency(name: &str, histogram: &LatencyHistogram, report: &mut Report) {
    let responses = histogram.responses() as f64;
    report.figure(&format!("{name}, answers"), responses, "");
    report.figure(&format!("{name}, p50"), histogram.p50(), "ms");
    report.figure(&format!("{name}, p99"), histogram.p99(), "ms");
    histogram
        .failures()
        .for_each(|failure| report.note(&failure));
}
