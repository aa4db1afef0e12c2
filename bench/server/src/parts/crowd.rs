//! More clients than the server has places for: who waits his turn gets his answer.

use super::load::times;
use crate::Setup;
use crate::client::{Connection, post};
use crate::digits::Known;
use crate::load::{BYTES, PREDICT, told};
use crate::metrics::Metrics;
use crate::report::{Report, progress};
use crate::serving::Serving;
use crate::tally::Tally;
use anyhow::Result;
use hyper::StatusCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::sleep;

const CLIENTS: usize = 5000;

/// Whoever has no answer by then, however politely he asks, has none.
const PATIENCE: Duration = Duration::from_secs(120);

/// The server's bucket of refusals that were decided within 100 ms.
const AT_ONCE: &str = r#"inkling_refusal_seconds_bucket{le="0.1"}"#;

#[derive(Default)]
struct Crowd {
    /// From a request to its answer, if it was accepted; other outcomes than a refusal are failures.
    accepted: Tally,
    /// From a request to its refusal.
    refused: Tally,
    /// From a client's first request to its answer.
    answered: Tally,
}

type Shared = Arc<Mutex<Crowd>>;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let seconds = setup.options.seconds;
    report.part(&format!(
        "A crowd: {CLIENTS} connections that ask without a pause for {seconds} s, and retry when told to"
    ));
    let server = Serving::ours(setup, &[]).await?;
    progress(&format!("{CLIENTS} connections for {seconds} s"));
    let crowd = Shared::default();
    let start = Instant::now();
    let connections = connect(&server).await?;
    report.figure(
        "time to connect them all",
        start.elapsed().as_secs_f64(),
        "s",
    );
    let end = Instant::now() + setup.load_time();
    let mut clients = JoinSet::new();
    for (index, connection) in connections.into_iter().enumerate() {
        let (crowd, digits) = (crowd.clone(), setup.digits.under_load());
        clients.spawn(async move { client(connection, &digits, index, end, &crowd).await });
    }
    while let Some(ended) = clients.join_next().await {
        ended?;
    }
    let metrics = Metrics::of(server.address).await?;
    tell(&lock(&crowd), &metrics, report)
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
    digits: &[Known],
    index: usize,
    end: Instant,
    crowd: &Shared,
) {
    for known in digits.iter().cycle().skip(index) {
        let start = Instant::now();
        let answered = insist(&mut connection, known, crowd).await;
        let is_broken = answered.is_err();
        let answered = answered.map(|()| start.elapsed());
        lock(crowd).answered.count(answered);
        if is_broken || Instant::now() >= end {
            return;
        }
    }
}

/// Asks until there is an answer, as late as the server wants each time.
async fn insist(connection: &mut Connection, known: &Known, crowd: &Shared) -> Result<(), String> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match ask(connection, known, crowd).await? {
            None => return Ok(()),
            Some(later) => sleep(later).await,
        }
    }
    Err("no answer in two minutes of asking".to_owned())
}

/// Asks once; when to ask again if it was refused.
async fn ask(
    connection: &mut Connection,
    known: &Known,
    crowd: &Shared,
) -> Result<Option<Duration>, String> {
    let question = post(PREDICT, BYTES, known.pixels.clone());
    let start = Instant::now();
    let reply = connection.ask(question).await;
    let took = start.elapsed();
    let mut crowd = lock(crowd);
    let failure = match reply.map(|reply| (reply.status, reply.retry_after(), reply)) {
        Ok((StatusCode::OK, _, reply)) if known.is_right(&reply.body) => {
            crowd.accepted.count(Ok(took));
            return Ok(None);
        }
        Ok((StatusCode::SERVICE_UNAVAILABLE, Some(later), _)) => {
            crowd.refused.count(Ok(took));
            return Ok(Some(later));
        }
        Ok((StatusCode::OK, ..)) => "a wrong answer".to_owned(),
        Ok((status, ..)) => format!("status {} without Retry-After", status.as_u16()),
        Err(error) => told(error),
    };
    crowd.accepted.count(Err(failure.clone()));
    Err(failure)
}

fn tell(crowd: &Crowd, metrics: &Metrics, report: &mut Report) -> Result<()> {
    let refused = crowd.refused.answers() as f64;
    // A request that was accepted and then not answered is a 503 too, but no refusal.
    let by_queue = metrics.value("inkling_refused_total")?;
    let lost = crowd.accepted.failed() as f64 + (refused - by_queue).abs();
    report.at_most("accepted requests that were lost", lost, 0.0, "");
    let without = crowd.answered.failed() as f64;
    report.at_most("clients without their answer", without, 0.0, "");
    times("accepted requests", &crowd.accepted, report);
    times("from the first try to the answer", &crowd.answered, report);
    report.figure("refusals, all with Retry-After", refused, "");
    if refused > 0.0 {
        let late = metrics.value("inkling_refusal_seconds_count")? - metrics.value(AT_ONCE)?;
        let what = "refusals over 100 ms after the request's head (server's clock)";
        report.at_most(what, late, 0.0, "");
        let refusals = "refusals as clients see them, waits to be read included";
        times(refusals, &crowd.refused, report);
    }
    Ok(())
}

fn lock(crowd: &Shared) -> MutexGuard<'_, Crowd> {
    crowd.lock().unwrap_or_else(PoisonError::into_inner)
}
