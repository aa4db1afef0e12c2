//! Connections: their limit, their timeouts, and graceful shutdown.

use crate::error::ApiError;
use crate::options::Limits;
use axum::Router;
use axum::response::IntoResponse;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::future::Future;
use std::io::{self, ErrorKind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;

/// Connections over the limit that get a 503 response at once; further ones are dropped.
const MAX_REFUSALS: usize = 256;

/// Timeout of a refused connection, for its request head and for the response.
const REFUSAL_TIMEOUT: Duration = Duration::from_secs(2);

/// Largest request head, in bytes; hyper's default is about 400 KiB.
const MAX_HEAD: usize = 64 << 10;

/// Pause after a failed accept, until a file descriptor may be free again.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves `listener` until `shutdown` completes, calls `on_shutdown`, then drains open requests for
/// at most [`Limits::grace`].
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    shutdown: impl Future<Output = ()>,
    on_shutdown: impl FnOnce(),
) {
    let graceful = GracefulShutdown::new();
    let connections = Arc::new(Semaphore::new(limits.connections));
    let refusals = Arc::new(Semaphore::new(MAX_REFUSALS));
    let server = http1(limits.head_timeout);
    let mut shutdown = pin!(shutdown);
    loop {
        let stream = tokio::select! {
            stream = accept(&listener) => stream,
            () = &mut shutdown => break,
        };
        if let Ok(permit) = connections.clone().try_acquire_owned() {
            let io = with_write_timeout(stream, limits.write_timeout);
            let service = TowerToHyperService::new(router.clone());
            let connection = server.serve_connection(io, service);
            tokio::spawn(drive(graceful.watcher(), connection, permit));
        } else if let Ok(permit) = refusals.clone().try_acquire_owned() {
            tokio::spawn(refuse(stream, permit));
        }
    }
    drop(listener);
    on_shutdown();
    if timeout(limits.grace, graceful.shutdown()).await.is_err() {
        tracing::warn!(
            "open requests were aborted; raise --grace (INKLING_GRACE) to let them finish"
        );
    }
}

fn http1(head_timeout: Duration) -> http1::Builder {
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(head_timeout)
        .max_buf_size(MAX_HEAD);
    server
}

type Io = TokioIo<Pin<Box<TimeoutStream<TcpStream>>>>;

/// Wraps the stream so that writes fail once the client reads nothing for `write_timeout`.
fn with_write_timeout(stream: TcpStream, write_timeout: Duration) -> Io {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(write_timeout));
    TokioIo::new(Box::pin(stream))
}

/// Runs a connection to its end and releases its permit.
async fn drive(
    watcher: Watcher,
    connection: http1::Connection<Io, TowerToHyperService<Router>>,
    permit: OwnedSemaphorePermit,
) {
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "connection closed with an error");
    }
    drop(permit);
}

/// Responds 503 to one request, whatever its path, and closes the connection.
async fn refuse(stream: TcpStream, permit: OwnedSemaphorePermit) {
    let mut server = http1(REFUSAL_TIMEOUT);
    let respond = |_| async { Ok::<_, Infallible>(ApiError::TooManyConnections.into_response()) };
    let io = with_write_timeout(stream, REFUSAL_TIMEOUT);
    let connection = server
        .keep_alive(false)
        .serve_connection(io, service_fn(respond));
    // An error means that the client left early.
    let _ = connection.await;
    drop(permit);
}

/// Accepts the next connection; retries after errors, which are the client's or temporary.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Nagle's algorithm would only delay responses, which are written at once.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "connection closed before its first request");
                }
                return stream;
            }
            Err(error) if is_client_error(&error) => {}
            Err(error) => {
                tracing::error!(%error, "cannot accept connections; raise the limit of open files");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

fn is_client_error(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset
    )
}
