//! Users who ask as fast as they are answered, each on a connection of its own.

use crate::client::{Connection, Question, Reply, get, post};
use crate::digits::Known;
use crate::tally::Tally;
use anyhow::Result;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

pub(crate) const PREDICT: &str = "/api/predict";
pub(crate) const BYTES: &str = "application/octet-stream";

/// Who asks what, and for how long.
#[derive(Clone)]
pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    pub(crate) users: usize,
    pub(crate) time: Duration,
    pub(crate) digits: Arc<[Known]>,
    /// Whether users load the page before each question about a digit.
    pub(crate) with_page: bool,
}

/// What came of it.
pub(crate) struct Outcome {
    pub(crate) pages: Tally,
    pub(crate) digits: Tally,
    took: Duration,
}

impl Load {
    /// Runs it; ends when all questions are answered that were asked within its time.
    pub(crate) async fn run(&self) -> Result<Outcome> {
        let tallies = Arc::<[Mutex<Tally>; 2]>::default();
        let start = Instant::now();
        let mut users = JoinSet::new();
        for index in 0..self.users {
            let (load, tallies) = (self.clone(), tallies.clone());
            users.spawn(async move { load.user(index, start + load.time, &tallies).await });
        }
        while let Some(ended) = users.join_next().await {
            ended?;
        }
        let [pages, digits] = tallies.each_ref().map(taken);
        Ok(Outcome {
            pages,
            digits,
            took: start.elapsed(),
        })
    }

    /// The same for a short time, in which caches fill and connections are made.
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

    async fn user(&self, index: usize, end: Instant, [pages, digits]: &[Mutex<Tally>; 2]) {
        let mut connection = None;
        for known in self.digits.iter().cycle().skip(index) {
            if Instant::now() >= end {
                return;
            }
            if self.with_page {
                let outcome = asked(self.address, &mut connection, get("/"), is_page).await;
                count(pages, outcome);
            }
            let question = post(PREDICT, BYTES, known.pixels.clone());
            let is_right = |reply: &Reply| known.is_right(&reply.body);
            let outcome = asked(self.address, &mut connection, question, is_right).await;
            count(digits, outcome);
        }
    }
}

impl Outcome {
    pub(crate) fn failed(&self) -> u64 {
        self.pages.failed() + self.digits.failed()
    }

    /// Digits that were read in a second.
    pub(crate) fn digits_a_second(&self) -> f64 {
        self.digits.answers() as f64 / self.took.as_secs_f64()
    }
}

/// How long a right answer took, or what was wrong; a connection that broke is made anew.
async fn asked(
    address: SocketAddr,
    connection: &mut Option<Connection>,
    question: Question,
    is_right: impl Fn(&Reply) -> bool,
) -> Result<Duration, String> {
    let mut open = match connection.take() {
        Some(open) => open,
        None => Connection::open(address).await.map_err(told)?,
    };
    let start = Instant::now();
    let reply = open.ask(question).await.map_err(told)?;
    let took = start.elapsed();
    *connection = Some(open);
    match reply.status.as_u16() {
        200 if is_right(&reply) => Ok(took),
        200 => Err("a wrong answer".to_owned()),
        status => Err(format!("status {status}")),
    }
}

fn is_page(reply: &Reply) -> bool {
    !reply.body.is_empty()
}

fn count(tally: &Mutex<Tally>, outcome: Result<Duration, String>) {
    let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
    tally.count(outcome);
}

fn taken(tally: &Mutex<Tally>) -> Tally {
    std::mem::take(&mut *tally.lock().unwrap_or_else(PoisonError::into_inner))
}

pub(crate) fn told(error: anyhow::Error) -> String {
    format!("{error:#}")
}
