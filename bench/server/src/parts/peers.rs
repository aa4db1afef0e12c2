//! Peer: the same model behind FastAPI, uvicorn and onnxruntime, on the same cores.

use super::answers::compare;
use super::load::add_latency;
use crate::Setup;
use crate::client::Connection;
use crate::encodings::{DigitPrediction, Encoding};
use crate::load::{Load, LoadResult};
use crate::serving::Serving;
use anyhow::Result;
use figures::{Report, progress};
use protocol::api::MAX_BATCH;

const CONNECTIONS: [usize; 2] = [50, 500];

/// Least ratio of Inkling's throughput to the peer's.
const THROUGHPUT: f64 = 2.0;
/// Largest ratio of Inkling's 99th percentile of latency to the peer's.
const LATENCY: f64 = 0.5;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    report.part(&format!(
        "Peer: FastAPI, uvicorn ({} worker) and onnxruntime with the same model, one image as bytes",
        setup.cores.of_servers()
    ));
    let inkling = load("Inkling", &Serving::ours(setup, &[]).await?, setup).await?;
    let peer = Serving::peer(setup).await?;
    check_agreement(&peer, setup, report).await?;
    let peers = load("the peer", &peer, setup).await?;
    for ((connections, inkling), peer) in CONNECTIONS.iter().zip(&inkling).zip(&peers) {
        add(&format!("{connections} connections"), inkling, peer, report);
    }
    Ok(())
}

fn add(at: &str, inkling: &LoadResult, peer: &LoadResult, report: &mut Report) {
    let failed = inkling.failed() as f64;
    report.at_most(&format!("{at}: failures"), failed, 0.0, "");
    for (name, result) in [("Inkling", inkling), ("peer", peer)] {
        let name = format!("{at}: {name}");
        let what = format!("{name}, answers a second");
        report.figure(&what, result.throughput(), "");
        add_latency(&name, &result.predictions, report);
    }
    let ratio = inkling.throughput() / peer.throughput();
    report.at_least(&format!("{at}: ratio of answers"), ratio, THROUGHPUT, "");
    let ratio = inkling.predictions.p99() / peer.predictions.p99();
    report.at_most(&format!("{at}: ratio of p99"), ratio, LATENCY, "");
}

/// Adds the differences of the peer's predictions: it must do the same work to be comparable.
async fn check_agreement(peer: &Serving, setup: &Setup, report: &mut Report) -> Result<()> {
    let images = &setup.digits.images()[..MAX_BATCH];
    let mut connection = Connection::open(peer.address).await?;
    let encoding = Encoding::PredictBytes;
    let reply = connection.send(encoding.request(images)?).await?;
    let predictions = encoding.decode(&reply)?;
    let reference = setup.digits.reference()?;
    let reference = reference[..MAX_BATCH].iter().map(DigitPrediction::from);
    let name = format!("the peer on {MAX_BATCH} images");
    compare(&name, &predictions, &reference.collect::<Vec<_>>(), report);
    Ok(())
}

async fn load(name: &str, server: &Serving, setup: &Setup) -> Result<Vec<LoadResult>> {
    let mut results = Vec::new();
    for users in CONNECTIONS {
        let time = setup.comparison_time();
        let seconds = time.as_secs();
        progress(&format!("{name}, {users} connections for {seconds} s"));
        let load = Load {
            address: server.address,
            users,
            time,
            digits: setup.digits.under_load(),
            with_page: false,
        };
        load.warm_up().await?;
        results.push(load.run().await?);
    }
    Ok(results)
}
