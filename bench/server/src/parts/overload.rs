//! Overload: more clients than the server has places for; each retries until it is served.

use super::load::add_latency;
use crate::Setup;
use crate::client::{Connection, post};
use crate::digits::LabeledImage;
use crate::latency_histogram::LatencyHistogram;
use crate::load::{BYTES, PREDICT, message};
use crate::metrics::Metrics;
use crate::serving::Serving;
use anyhow::Result;
use figures::{Report, progress};
use hyper::StatusCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::sleep;

const CLIENTS: usize = 5000;

/// Timeout of a client's retries.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Histogram bucket of refusals that the server decided within 100 ms.
const WITHIN_100_MS: &str = r#"inkling_refusal_seconds_bucket{le="0.1"}"#;

/// Response times of all clients.
#[derive(Default)]
struct Histograms {
    /// Times from an accepted request to its response; any status but 200 and 503 is a failure.
    accepted: LatencyHistogram,
    /// Times from a request to its refusal.
    refused: LatencyHistogram,
    /// Times from a client's first request to its prediction, retries included.
    served: LatencyHistogram,
}

type Shared = Arc<Mutex<Histograms>>;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let seconds = setup.options.seconds;
    report.part(&format!(
        "Overload: {CLIENTS} connections that send requests without a pause for {seconds} s, and retry after Retry-After"
    ));
    let server = Serving::ours(setup, &[]).await?;
    progress(&format!("{CLIENTS} connections for {seconds} s"));
    let histograms = Shared::default();
    let start = Instant::now();
    let connections = connect(&server).await?;
    let connecting = start.elapsed().as_secs_f64();
    report.figure("time to connect them all", connecting, "s");
    let end = Instant::now() + setup.load_time();
    let mut clients = JoinSet::new();
    for (index, connection) in connections.into_iter().enumerate() {
        let (histograms, digits) = (histograms.clone(), setup.digits.under_load());
        clients.spawn(async move { client(connection, &digits, index, end, &histograms).await });
    }
    while let Some(ended) = clients.join_next().await {
        ended?;
    }
    let metrics = Metrics::fetch(server.address).await?;
    add(&lock(&histograms), &metrics, report)
}

async fn connect(server: &Serving) -> Result<Vec<Connection>> {
    let mut connections = Vec::new();
    for _ in 0..CLIENTS {
        connections.push(Connection::open(server.address).await?);
    }
    Ok(connections)
}

async fn client(
    mut connection: Connection,
    digits: &[LabeledImage],
    index: usize,
    end: Instant,
    histograms: &Shared,
) {
    for image in digits.iter().cycle().skip(index) {
        let start = Instant::now();
        let served = retry(&mut connection, image, histograms).await;
        let is_broken = served.is_err();
        let served = served.map(|()| start.elapsed());
        lock(histograms).served.record(served);
        if is_broken || Instant::now() >= end {
            return;
        }
    }
}

/// Repeats the request until it is accepted, each time after the delay the server asks for.
async fn retry(
    connection: &mut Connection,
    image: &LabeledImage,
    histograms: &Shared,
) -> Result<(), String> {
    let start = Instant::now();
    while start.elapsed() < TIMEOUT {
        match request(connection, image, histograms).await? {
            None => return Ok(()),
            Some(delay) => sleep(delay).await,
        }
    }
    Err("no prediction in two minutes of retries".to_owned())
}

/// Sends one request; returns the delay before the next try if it was refused.
async fn request(
    connection: &mut Connection,
    image: &LabeledImage,
    histograms: &Shared,
) -> Result<Option<Duration>, String> {
    let request = post(PREDICT, BYTES, image.pixels.clone());
    let start = Instant::now();
    let reply = connection.send(request).await;
    let took = start.elapsed();
    let mut histograms = lock(histograms);
    let failure = match reply.map(|reply| (reply.status, reply.retry_after(), reply)) {
        Ok((StatusCode::OK, _, reply)) if image.is_right(&reply.body) => {
            histograms.accepted.record(Ok(took));
            return Ok(None);
        }
        Ok((StatusCode::SERVICE_UNAVAILABLE, Some(delay), _)) => {
            histograms.refused.record(Ok(took));
            return Ok(Some(delay));
        }
        Ok((StatusCode::OK, ..)) => "a wrong response".to_owned(),
        Ok((status, ..)) => format!("status {} without Retry-After", status.as_u16()),
        Err(error) => message(error),
    };
    histograms.accepted.record(Err(failure.clone()));
    Err(failure)
}

fn add(histograms: &Histograms, metrics: &Metrics, report: &mut Report) -> Result<()> {
    let refused = histograms.refused.responses() as f64;
    // The queue counts its refusals; another 503 is an accepted request that was dropped.
    let by_queue = metrics.value("inkling_refused_total")?;
    let lost = histograms.accepted.failed() as f64 + (refused - by_queue).abs();
    report.at_most("accepted requests that were lost", lost, 0.0, "");
    let unserved = histograms.served.failed() as f64;
    report.at_most("clients without their answer", unserved, 0.0, "");
    add_latency("accepted requests", &histograms.accepted, report);
    add_latency(
        "from the first try to the answer",
        &histograms.served,
        report,
    );
    report.figure("refusals, all with Retry-After", refused, "");
    if refused > 0.0 {
        let count = metrics.value("inkling_refusal_seconds_count")?;
        let late = count - metrics.value(WITHIN_100_MS)?;
        let what = "refusals over 100 ms after the request's head (server's clock)";
        report.at_most(what, late, 0.0, "");
        let what = "refusals as clients see them, waits to be read included";
        add_latency(what, &histograms.refused, report);
    }
    Ok(())
}

fn lock(histograms: &Shared) -> MutexGuard<'_, Histograms> {
    histograms.lock().unwrap_or_else(PoisonError::into_inner)
}
