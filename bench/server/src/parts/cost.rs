//! The processor time of a request beside inference.

use crate::Setup;
use crate::client::{Connection, post};
use crate::load::{BYTES, PREDICT};
use crate::report::{Report, progress};
use crate::serving::Serving;
use anyhow::Result;
use protocol::api::PredictResponse;
use std::time::Duration;

const REQUESTS: u32 = 10_000;
const WARM_UP: u32 = 1_000;

/// Microseconds beside inference.
const MOST: f64 = 100.0;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    report.part(&format!(
        "Cost of a request: {REQUESTS} with one image as bytes, on one connection that stays open"
    ));
    progress("requests one after the other");
    let server = Serving::ours(setup, &[]).await?;
    let mut connection = Connection::open(server.address).await?;
    ask(setup, &mut connection, WARM_UP).await?;
    let before = server.process().threads()?;
    let reported = ask(setup, &mut connection, REQUESTS).await?;
    let after = server.process().threads()?;
    let all = after.time_since(&before, "")?;
    // What is reported goes by the clock, which runs on while another thread has the core: never
    // take more for inference than the time its threads had.
    let inference = reported.min(after.time_since(&before, "inference")?);
    let each = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(REQUESTS);
    report.figure("processor time of the server, a request", each(all), "µs");
    report.figure("inference as reported, a request", each(reported), "µs");
    let beside = all.saturating_sub(inference);
    report.at_most(
        "processor time beside inference, a request",
        each(beside),
        MOST,
        "µs",
    );
    Ok(())
}

/// The time of inference that the server reports for all of these.
async fn ask(setup: &Setup, connection: &mut Connection, requests: u32) -> Result<Duration> {
    let mut micros = 0;
    let digits = setup.digits.under_load();
    for known in digits.iter().cycle().take(requests as usize) {
        let question = post(PREDICT, BYTES, known.pixels.clone());
        let reply = connection.ask(question).await?;
        let response: PredictResponse = serde_json::from_slice(&reply.body)?;
        micros += response.timings.inference_us;
    }
    Ok(Duration::from_micros(micros))
}
