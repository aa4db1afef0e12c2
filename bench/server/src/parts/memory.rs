//! Memory of the server over minutes of load.

use crate::load::Load;
use crate::process::Process;
use crate::serving::Serving;
use crate::{MINUTES, Setup};
use anyhow::Result;
use figures::{Report, progress};
use std::time::Duration;
use tokio::time::sleep;

const MINUTE: Duration = Duration::from_secs(60);
const USERS: usize = 50;

/// Largest change of memory since the first minute, in percent.
const MOST: f64 = 10.0;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let minutes = setup.options.minutes;
    report.part(&format!(
        "Memory: {USERS} users who load the page and request predictions, for {minutes} minutes"
    ));
    if minutes != MINUTES {
        report.note(&format!("The target is defined for {MINUTES} minutes."));
    }
    let server = Serving::ours(setup, &[]).await?;
    let load = Load {
        address: server.address,
        users: USERS,
        // One second longer, so that the last sample falls within the load.
        time: MINUTE * minutes as u32 + Duration::from_secs(1),
        digits: setup.digits.under_load(),
        with_page: true,
    };
    let (result, memory) = tokio::join!(load.run(), by_minute(server.process(), minutes));
    let (result, memory) = (result?, memory?);
    let [first, .., last] = memory[..] else {
        anyhow::bail!("memory was sampled once only");
    };
    report.at_most("failures meanwhile", result.failed() as f64, 0.0, "");
    report.figure("after one minute", mib(first), "MiB");
    report.figure(&format!("after {minutes} minutes"), mib(last), "MiB");
    let change = (last as f64 / first as f64 - 1.0).abs() * 100.0;
    report.at_most("difference", change, MOST, "%");
    Ok(())
}

/// Resident bytes after each minute.
async fn by_minute(process: Process, minutes: u64) -> Result<Vec<u64>> {
    let mut memory = Vec::new();
    for minute in 1..=minutes {
        sleep(MINUTE).await;
        memory.push(process.resident()?);
        let now = memory.last().copied().map(mib).unwrap_or_default();
        progress(&format!("minute {minute} of {minutes}: {now:.1} MiB"));
    }
    Ok(memory)
}

fn mib(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
