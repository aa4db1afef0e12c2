//! Closed-loop load: users who send their next request as soon as the last one is answered, each on
//! a connection of its own.

use crate::client::{Connection, Reply, WholeRequest, get, post};
use crate::digits::LabeledImage;
use crate::latency_histogram::LatencyHistogram;
use anyhow::Result;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Path of the prediction API.
pub(crate) const PREDICT: &str = "/api/predict";
/// Media type of images as bytes.
pub(crate) const BYTES: &str = "application/octet-stream";

/// Users, their requests and the duration.
#[derive(Clone)]
pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    pub(crate) users: usize,
    pub(crate) time: Duration,
    pub(crate) digits: Arc<[LabeledImage]>,
    /// Whether users load the page before each prediction.
    pub(crate) with_page: bool,
}

/// Histograms of a load that has ended.
pub(crate) struct LoadResult {
    pub(crate) pages: LatencyHistogram,
    pub(crate) predictions: LatencyHistogram,
    took: Duration,
}

/// Histograms of pages and of predictions, shared by all users.
type Histograms = [Mutex<LatencyHistogram>; 2];

impl Load {
    /// Runs the load; returns when every request that was sent within its time is answered.
    pub(crate) async fn run(&self) -> Result<LoadResult> {
        let histograms = Arc::<Histograms>::default();
        let start = Instant::now();
        let mut users = JoinSet::new();
        for index in 0..self.users {
            let (load, histograms) = (self.clone(), histograms.clone());
            users.spawn(async move { load.user(index, start + load.time, &histograms).await });
        }
        while let Some(ended) = users.join_next().await {
            ended?;
        }
        let [pages, predictions] = histograms.each_ref().map(take);
        Ok(LoadResult {
            pages,
            predictions,
            took: start.elapsed(),
        })
    }

    /// Runs the same load for two seconds, in which caches fill and connections open.
    pub(crate) async fn warm_up(&self) -> Result<()> {
        let time = Duration::from_secs(2);
        Self {
            time,
            ..self.clone()
        }
        .run()
        .await?;
        Ok(())
    }

    async fn user(&self, index: usize, end: Instant, [pages, predictions]: &Histograms) {
        let mut connection = None;
        for image in self.digits.iter().cycle().skip(index) {
            if Instant::now() >= end {
                return;
            }
            if self.with_page {
                let time = send(self.address, &mut connection, get("/"), is_page).await;
                record(pages, time);
            }
            let request = post(PREDICT, BYTES, image.pixels.clone());
            let is_right = |reply: &Reply| image.is_right(&reply.body);
            let time = send(self.address, &mut connection, request, is_right).await;
            record(predictions, time);
        }
    }
}

impl LoadResult {
    /// Failures of pages and predictions together.
    pub(crate) fn failed(&self) -> u64 {
        self.pages.failed() + self.predictions.failed()
    }

    /// Right predictions a second.
    pub(crate) fn throughput(&self) -> f64 {
        self.predictions.responses() as f64 / self.took.as_secs_f64()
    }
}

/// Time to a right response, or the reason of the failure; a broken connection is opened again.
async fn send(
    address: SocketAddr,
    connection: &mut Option<Connection>,
    request: WholeRequest,
    is_right: impl Fn(&Reply) -> bool,
) -> Result<Duration, String> {
    let mut open = match connection.take() {
        Some(open) => open,
        None => Connection::open(address).await.map_err(message)?,
    };
    let start = Instant::now();
    let reply = open.send(request).await.map_err(message)?;
    let took = start.elapsed();
    *connection = Some(open);
    match reply.status.as_u16() {
        200 if is_right(&reply) => Ok(took),
        200 => Err("a wrong response".to_owned()),
        status => Err(format!("status {status}")),
    }
}

fn is_page(reply: &Reply) -> bool {
    !reply.body.is_empty()
}

fn record(histogram: &Mutex<LatencyHistogram>, time: Result<Duration, String>) {
    let mut histogram = histogram.lock().unwrap_or_else(PoisonError::into_inner);
    histogram.record(time);
}

fn take(histogram: &Mutex<LatencyHistogram>) -> LatencyHistogram {
    std::mem::take(&mut *histogram.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Error and its causes in one line.
pub(crate) fn message(error: anyhow::Error) -> String {
    format!("{error:#}")
}
