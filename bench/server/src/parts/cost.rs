//! Processor time of a request outside inference.

use crate::Setup;
use crate::client::{Connection, post};
use crate::load::{BYTES, PREDICT};
use crate::serving::Serving;
use anyhow::Result;
use figures::{Report, progress};
use protocol::api::PredictResponse;
use std::time::Duration;

const REQUESTS: u32 = 10_000;
const WARM_UP: u32 = 1_000;

/// Largest processor time outside inference, in microseconds a request.
const MOST: f64 = 100.0;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    report.part(&format!(
        "Cost of a request: {REQUESTS} with one image as bytes, on one connection that stays open"
    ));
    progress("requests one after the other");
    let server = Serving::ours(setup, &[]).await?;
    let mut connection = Connection::open(server.address).await?;
    send(setup, &mut connection, WARM_UP).await?;
    let before = server.process().threads()?;
    let reported = send(setup, &mut connection, REQUESTS).await?;
    let after = server.process().threads()?;
    let all = after.time_since(&before, "")?;
    // The reported time is wall-clock time, which includes waiting for the core: cap it by the
    // processor time of the inference threads.
    let inference = reported.min(after.time_since(&before, "inference")?);
    let each = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(REQUESTS);
    report.figure("processor time of the server, a request", each(all), "µs");
    report.figure("inference as reported, a request", each(reported), "µs");
    let rest = each(all.saturating_sub(inference));
    report.at_most(
        "processor time beside inference, a request",
        rest,
        MOST,
        "µs",
    );
    Ok(())
}

/// Sends requests one after the other; returns the sum of the inference times in the responses.
async fn send(setup: &Setup, connection: &mut Connection, requests: u32) -> Result<Duration> {
    let mut micros = 0;
    let digits = setup.digits.under_load();
    for image in digits.iter().cycle().take(requests as usize) {
        let request = post(PREDICT, BYTES, image.pixels.clone());
        let reply = connection.send(request).await?;
        let response: PredictResponse = serde_json::from_slice(&reply.body)?;
        micros += response.timings.inference_us;
    }
    Ok(Duration::from_micros(micros))
}
