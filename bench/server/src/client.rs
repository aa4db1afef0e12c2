//! HTTP client: one connection to a server, kept open.

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

/// Timeout of a request.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Request with its whole body.
pub(crate) type WholeRequest = Request<Full<Bytes>>;

/// HTTP/1.1 connection that carries one request after the other.
pub(crate) struct Connection(SendRequest<Full<Bytes>>);

/// Response with its whole body.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        // Each request is written at once, so Nagle's algorithm would only delay it.
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // Its errors reach the caller through the sender.
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    /// Sends the request and waits for the whole response.
    ///
    /// # Errors
    /// If the connection breaks or the response takes over a minute.
    pub(crate) async fn send(&mut self, request: WholeRequest) -> Result<Reply> {
        let reply = timeout(TIMEOUT, self.exchange(request)).await;
        reply.context("no response in a minute")?
    }

    async fn exchange(&mut self, request: WholeRequest) -> Result<Reply> {
        self.0.ready().await?;
        let (head, body) = self.0.send_request(request).await?.into_parts();
        Ok(Reply {
            status: head.status,
            headers: head.headers,
            body: body.collect().await?.to_bytes(),
        })
    }
}

impl Reply {
    /// Delay of the `Retry-After` header, if it is there and in seconds.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let seconds = self.headers.get(RETRY_AFTER)?.to_str().ok()?;
        Some(Duration::from_secs(seconds.trim().parse().ok()?))
    }
}

/// GET request with the encodings that browsers accept.
pub(crate) fn get(path: &str) -> WholeRequest {
    let request = Request::get(path)
        .header(HOST, "localhost")
        .header(ACCEPT_ENCODING, "gzip, deflate, br");
    request.body(Full::default()).expect("a valid request")
}

/// POST request with a body of this media type.
pub(crate) fn post(path: &str, media_type: &str, body: impl Into<Bytes>) -> WholeRequest {
    let request = Request::post(path)
        .header(HOST, "localhost")
        .header(CONTENT_TYPE, media_type);
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
    fn retry_after_is_read_in_seconds() {
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
