//! Serves the pages, all by Inkling's server, so that caching and compression are the same.

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

/// Throughput of the slow network in bytes a second: 10 Mbit/s.
const RATE: f64 = 10e6 / 8.0;
/// Delay that the slow network adds to each request.
const ROUND_TRIP: Duration = Duration::from_millis(40);
/// Bytes of a packet of the slow network, which take three milliseconds.
const PACKET: usize = 4096;
/// Path that a visitor requests when it has its first answer.
const ANSWERED: &str = "/answered";

/// Server of one page on a port of its own; drop stops it.
pub(crate) struct Site {
    server: LocalServer,
    traffic: Arc<Mutex<Traffic>>,
}

/// Log of the sent files, and state of the slow network.
#[derive(Default)]
struct Traffic {
    sent: Vec<SentFile>,
    /// Whether the visitor has its first answer; later requests are not logged.
    is_answered: bool,
    is_slow: bool,
    /// Arrival of the last packet on the slow network.
    free: Option<Instant>,
}

/// File that was sent in response to a request.
#[derive(Clone, Debug, serde::Serialize)]
pub(crate) struct SentFile {
    pub(crate) path: String,
    /// Bytes of the body as sent; `None` if the server does not report them.
    pub(crate) bytes: Option<u64>,
}

impl Site {
    /// Serves the page in this folder on a free port.
    ///
    /// # Errors
    /// If the folder has no page.
    pub(crate) async fn start(folder: &Path) -> Result<Self> {
        let options = ServerOptions::new(folder.to_owned());
        options.check()?;
        let traffic = Arc::<Mutex<Traffic>>::default();
        let layer = middleware::from_fn_with_state(traffic.clone(), carry);
        let router = Server::new(&options)?.router().layer(layer);
        let server = LocalServer::start(router)?;
        Ok(Self { server, traffic })
    }

    /// Address of the page.
    pub(crate) fn url(&self) -> String {
        format!("{}/", self.server.url())
    }

    /// Turns the slow network of 10 Mbit/s and 40 ms on or off.
    pub(crate) fn slow_network(&self, is_slow: bool) {
        lock(&self.traffic).is_slow = is_slow;
    }

    /// Files sent for the first answer since the last call; begins the log of the next visitor.
    pub(crate) fn take_sent(&self) -> Vec<SentFile> {
        let mut traffic = lock(&self.traffic);
        traffic.is_answered = false;
        std::mem::take(&mut traffic.sent)
    }
}

impl Traffic {
    /// Arrival of bytes that are sent now over the slow network, behind all earlier ones.
    fn arrival(&mut self, now: Instant, bytes: usize) -> Instant {
        let start = self.free.map_or(now, |free| free.max(now));
        let arrival = start + Duration::from_secs_f64(bytes as f64 / RATE);
        self.free = Some(arrival);
        arrival
    }
}

/// Middleware: logs the file and passes it over the slow network if that is on.
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
        lock(&traffic).sent.push(SentFile { path, bytes });
    }
    if is_slow {
        response.map(|body| in_packets(body, traffic))
    } else {
        response
    }
}

/// Bytes of the body, by its header or its size hint.
fn size(response: &Response) -> Option<u64> {
    let header = response.headers().get(CONTENT_LENGTH);
    let length = header.and_then(|length| length.to_str().ok()?.parse().ok());
    length.or_else(|| response.body().size_hint().exact())
}

/// Splits the body into packets and delays each until the slow network has carried it.
fn in_packets(body: Body, traffic: Arc<Mutex<Traffic>>) -> Body {
    let packets = stream::unfold(
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
            let packet = data.split_to(data.len().min(PACKET));
            let arrival = lock(&traffic).arrival(Instant::now(), packet.len());
            sleep_until(arrival).await;
            let rest = Some(data).filter(|data| !data.is_empty());
            Some((Ok(packet), (body, traffic, rest)))
        },
    );
    Body::from_stream(packets)
}

fn lock(traffic: &Mutex<Traffic>) -> MutexGuard<'_, Traffic> {
    traffic.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{Body, PACKET, Traffic, in_packets};
    use anyhow::Result;
    use http_body_util::BodyExt;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;
    use tokio::time::Instant;

    #[tokio::test]
    async fn a_slow_network_loses_no_byte() -> Result<()> {
        let traffic = Arc::<Mutex<Traffic>>::default();
        let content: Vec<u8> = (0..3 * PACKET + 5).map(|index| index as u8).collect();
        let body = in_packets(Body::from(content.clone()), traffic);
        assert_eq!(body.collect().await?.to_bytes(), content);
        Ok(())
    }

    #[test]
    fn responses_share_a_slow_network() {
        let mut traffic = Traffic::default();
        let start = Instant::now();
        let milliseconds = |count| start + Duration::from_millis(count);
        // 10 Mbit in a second are 1,250 bytes in a millisecond.
        assert_eq!(traffic.arrival(start, 1250), milliseconds(1));
        assert_eq!(traffic.arrival(start, 2500), milliseconds(3));
        assert_eq!(traffic.arrival(milliseconds(10), 1250), milliseconds(11));
    }
}
