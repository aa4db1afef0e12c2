//! The load that broke what was there before: people who load the page and ask.

use crate::Setup;
use crate::load::{Load, Outcome};
use crate::report::{Report, progress};
use crate::serving::Serving;
use crate::tally::Tally;
use anyhow::Result;

const USERS: [usize; 4] = [10, 25, 50, 500];

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let seconds = setup.options.seconds;
    report.part(&format!(
        "Load: users who load the page and ask about a digit, in turn and without a pause, {seconds} s each"
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
        tell(users, &load.run().await?, report);
    }
    Ok(())
}

fn tell(users: usize, outcome: &Outcome, report: &mut Report) {
    let failed = outcome.failed() as f64;
    report.at_most(&format!("{users} users: failures"), failed, 0.0, "");
    for (name, tally) in [
        ("GET /", &outcome.pages),
        ("POST /api/predict", &outcome.digits),
    ] {
        times(&format!("{users} users: {name}"), tally, report);
    }
}

/// How many answers came, and how long they took.
pub(super) fn times(name: &str, tally: &Tally, report: &mut Report) {
    report.figure(&format!("{name}, answers"), tally.answers() as f64, "");
    report.figure(&format!("{name}, p50"), tally.p50(), "ms");
    report.figure(&format!("{name}, p99"), tally.p99(), "ms");
    tally.failures().for_each(|failure| report.note(&failure));
}
