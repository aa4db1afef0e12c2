//! One connection to a server, kept open.

use anyhow::{Context, Result};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT_ENCODING, CONTENT_TYPE, HOST, RETRY_AFTER};
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Whoever waits longer has gone; people have long before.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) type Question = Request<Full<Bytes>>;

/// A connection that carries one request after the other.
pub(crate) struct Connection(SendRequest<Full<Bytes>>);

/// A whole answer.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        // Each request is whole: there is nothing to wait for.
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // What goes wrong there is told where the answer is waited for.
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    /// The answer, once all of it has come.
    pub(crate) async fn ask(&mut self, question: Question) -> Result<Reply> {
        let answered = timeout(PATIENCE, self.answer(question)).await;
        answered.context("no answer in a minute")?
    }

    async fn answer(&mut self, question: Question) -> Result<Reply> {
        self.0.ready().await?;
        let (head, body) = self.0.send_request(question).await?.into_parts();
        Ok(Reply {
            status: head.status,
            headers: head.headers,
            body: body.collect().await?.to_bytes(),
        })
    }
}

impl Reply {
    /// The seconds after which the server wants to be asked again, if it says so.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let seconds = self.headers.get(RETRY_AFTER)?.to_str().ok()?;
        Some(Duration::from_secs(seconds.trim().parse().ok()?))
    }
}

/// Asks for a file as browsers do.
pub(crate) fn get(path: &str) -> Question {
    let request = Request::get(path)
        .header(HOST, "localhost")
        .header(ACCEPT_ENCODING, "gzip, deflate, br");
    request.body(Full::default()).expect("a valid request")
}

/// Sends a body of this media type.
pub(crate) fn post(path: &str, kind: &str, body: impl Into<Bytes>) -> Question {
    let request = Request::post(path)
        .header(HOST, "localhost")
        .header(CONTENT_TYPE, kind);
    let body = Full::new(body.into());
    request.body(body).expect("a valid request")
}

#[cfg(test)]
mod tests {
    use super::Reply;
    use hyper::body::Bytes;
    use hyper::header::{HeaderValue, RETRY_AFTER};
    use hyper::{HeaderMap, StatusCode};
    use std::time::Duration;

    #[test]
    fn the_time_to_retry_is_in_seconds() {
        let cases = [
            (Some("1"), Some(1)),
            (Some(" 20 "), Some(20)),
            (Some("-1"), None),
            (Some("soon"), None),
            (None, None),
        ];
        for (header, seconds) in cases {
            let header = header.map(|text| (RETRY_AFTER, HeaderValue::from_static(text)));
            let reply = Reply {
                status: StatusCode::SERVICE_UNAVAILABLE,
                headers: HeaderMap::from_iter(header),
                body: Bytes::new(),
            };
            assert_eq!(reply.retry_after(), seconds.map(Duration::from_secs));
        }
    }
}
