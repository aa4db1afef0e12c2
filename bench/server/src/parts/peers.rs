//! The same model behind FastAPI, uvicorn and onnxruntime, on the same cores.

use super::answers::compare;
use super::load::times;
use crate::Setup;
use crate::client::Connection;
use crate::load::{Load, Outcome};
use crate::report::{Report, progress};
use crate::serving::Serving;
use crate::ways::{Told, Way};
use anyhow::Result;
use protocol::api::MAX_BATCH;

const CONNECTIONS: [usize; 2] = [50, 500];

/// How many times as many answers in a second, and how much of the time until they come.
const ANSWERS: f64 = 2.0;
const TIME: f64 = 0.5;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    report.part(&format!(
        "Peer: FastAPI, uvicorn ({} worker) and onnxruntime with the same model, one image as bytes",
        setup.cores.of_servers()
    ));
    let ours = asked("Inkling", &Serving::ours(setup, &[]).await?, setup).await?;
    let peer = Serving::peer(setup).await?;
    agree(&peer, setup, report).await?;
    let theirs = asked("the peer", &peer, setup).await?;
    for ((connections, ours), theirs) in CONNECTIONS.iter().zip(&ours).zip(&theirs) {
        let at = format!("{connections} connections");
        report.at_most(&format!("{at}: failures"), ours.failed() as f64, 0.0, "");
        for (name, outcome) in [("Inkling", ours), ("peer", theirs)] {
            let (name, rate) = (format!("{at}: {name}"), outcome.digits_a_second());
            report.figure(&format!("{name}, answers a second"), rate, "");
            times(&name, &outcome.digits, report);
        }
        let ratio = ours.digits_a_second() / theirs.digits_a_second();
        report.at_least(&format!("{at}: ratio of answers"), ratio, ANSWERS, "");
        let ratio = ours.digits.p99() / theirs.digits.p99();
        report.at_most(&format!("{at}: ratio of p99"), ratio, TIME, "");
    }
    Ok(())
}

/// The peer must do the same work for the comparison to be one.
async fn agree(peer: &Serving, setup: &Setup, report: &mut Report) -> Result<()> {
    let images = &setup.digits.images()[..MAX_BATCH];
    let mut connection = Connection::open(peer.address).await?;
    let reply = connection.ask(Way::PredictBytes.question(images)?).await?;
    let told = Way::PredictBytes.answers(&reply)?;
    let reference: Vec<Told> = setup.digits.reference()?[..MAX_BATCH]
        .iter()
        .map(Told::from)
        .collect();
    compare(
        &format!("the peer on {MAX_BATCH} images"),
        &told,
        &reference,
        report,
    );
    Ok(())
}

async fn asked(name: &str, server: &Serving, setup: &Setup) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    for users in CONNECTIONS {
        let time = setup.comparison_time();
        progress(&format!(
            "{name}, {users} connections for {} s",
            time.as_secs()
        ));
        let load = Load {
            address: server.address,
            users,
            time,
            digits: setup.digits.under_load(),
            with_page: false,
        };
        load.warm_up().await?;
        outcomes.push(load.run().await?);
    }
    Ok(outcomes)
}
