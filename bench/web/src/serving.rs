//! Serves pages: all by Inkling's server, so that caching and compression are the same for all.

use anyhow::Result;
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use http_body_util::BodyExt;
use local_server::LocalServer;
use server::{Server, ServerOptions};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

/// Bytes in a second of the slow network: 10 Mbit.
const RATE: f64 = 10e6 / 8.0;
/// What the slow network adds to each request.
const ROUND_TRIP: Duration = Duration::from_millis(40);
/// What the slow network carries at once; it takes three milliseconds.
const PIECE: usize = 4096;
/// Where a visitor tells that it has its first answer.
const ANSWERED: &str = "/answered";

/// Page at an address of its own; stops when dropped.
pub(crate) struct Site {
    server: LocalServer,
    traffic: Arc<Mutex<Traffic>>,
}

/// What was sent, and how fast.
#[derive(Default)]
struct Traffic {
    sent: Vec<Sent>,
    /// Whether the visitor has its first answer: what is asked for now is not for that.
    is_answered: bool,
    is_slow: bool,
    /// When the slow network has carried all that it was given.
    free: Option<Instant>,
}

/// The answer to a request.
#[derive(Clone, Debug, serde::Serialize)]
pub(crate) struct Sent {
    pub(crate) path: String,
    /// Bytes of its body, as sent; `None` if the server does not tell.
    pub(crate) bytes: Option<u64>,
}

impl Site {
    /// Serves the page in this folder.
    pub(crate) async fn start(folder: &Path) -> Result<Self> {
        let options = ServerOptions::new(folder.to_owned());
        options.check()?;
        let traffic = Arc::<Mutex<Traffic>>::default();
        let layer = middleware::from_fn_with_state(traffic.clone(), carry);
        let router = Server::new(&options)?.router().layer(layer);
        let server = LocalServer::start(router)?;
        Ok(Self { server, traffic })
    }

    pub(crate) fn url(&self) -> String {
        format!("{}/", self.server.url())
    }

    /// From now on answers come as over a network of 10 Mbit/s and 40 ms, or as fast as they can.
    pub(crate) fn slow_network(&self, is_slow: bool) {
        lock(&self.traffic).is_slow = is_slow;
    }

    /// What was sent for the first answer since this was asked last; another visitor may come now.
    pub(crate) fn take_sent(&self) -> Vec<Sent> {
        let mut traffic = lock(&self.traffic);
        traffic.is_answered = false;
        std::mem::take(&mut traffic.sent)
    }
}

impl Traffic {
    /// When these bytes have come through that are sent now.
    fn arrival(&mut self, now: Instant, bytes: usize) -> Instant {
        let start = self.free.map_or(now, |free| free.max(now));
        let arrival = start + Duration::from_secs_f64(bytes as f64 / RATE);
        self.free = Some(arrival);
        arrival
    }
}

async fn carry(
    State(traffic): State<Arc<Mutex<Traffic>>>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let (is_slow, is_late) = {
        let mut traffic = lock(&traffic);
        traffic.is_answered |= path == ANSWERED;
        (traffic.is_slow, traffic.is_answered)
    };
    if is_slow {
        sleep(ROUND_TRIP).await;
    }
    if path == ANSWERED {
        return StatusCode::NO_CONTENT.into_response();
    }
    let response = next.run(request).await;
    if !is_late {
        let bytes = size(&response);
        lock(&traffic).sent.push(Sent { path, bytes });
    }
    if is_slow {
        response.map(|body| piecewise(body, traffic))
    } else {
        response
    }
}

/// Bytes of the body.
fn size(response: &Response) -> Option<u64> {
    let told = response.headers().get(CONTENT_LENGTH);
    let told = told.and_then(|length| length.to_str().ok()?.parse().ok());
    told.or_else(|| response.body().size_hint().exact())
}

/// The same body in pieces, each when the slow network has carried it.
fn piecewise(body: Body, traffic: Arc<Mutex<Traffic>>) -> Body {
    let pieces = stream::unfold(
        (body, traffic, None),
        |(mut body, traffic, rest)| async move {
            let mut data: axum::body::Bytes = match rest {
                Some(rest) => rest,
                None => match body.frame().await?.map(|frame| frame.into_data()) {
                    Ok(Ok(data)) => data,
                    Ok(Err(_)) => return None,
                    Err(error) => return Some((Err(error), (body, traffic, None))),
                },
            };
            let piece = data.split_to(data.len().min(PIECE));
            let arrival = lock(&traffic).arrival(Instant::now(), piece.len());
            sleep_until(arrival).await;
            let rest = Some(data).filter(|data| !data.is_empty());
            Some((Ok(piece), (body, traffic, rest)))
        },
    );
    Body::from_stream(pieces)
}

fn lock(traffic: &Mutex<Traffic>) -> MutexGuard<'_, Traffic> {
    traffic.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{Body, PIECE, Traffic, piecewise};
    use anyhow::Result;
    use http_body_util::BodyExt;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;
    use tokio::time::Instant;

    #[tokio::test]
    async fn a_slow_network_loses_nothing() -> Result<()> {
        let traffic = Arc::<Mutex<Traffic>>::default();
        let content: Vec<u8> = (0..3 * PIECE + 5).map(|index| index as u8).collect();
        let body = piecewise(Body::from(content.clone()), traffic);
        assert_eq!(body.collect().await?.to_bytes(), content);
        Ok(())
    }

    #[test]
    fn answers_share_a_slow_network() {
        let mut traffic = Traffic::default();
        let start = Instant::now();
        let milliseconds = |count| start + Duration::from_millis(count);
        // 10 Mbit in a second are 1,250 bytes in a millisecond.
        assert_eq!(traffic.arrival(start, 1250), milliseconds(1));
        assert_eq!(traffic.arrival(start, 2500), milliseconds(3));
        assert_eq!(traffic.arrival(milliseconds(10), 1250), milliseconds(11));
    }
}
