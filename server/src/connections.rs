//! Connections: how many, and how long a client may take.

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

/// Connections beyond the limit that are told so at once; further ones are closed without a word.
const REFUSALS: usize = 256;

/// Time for a client that is refused to say what it wants.
const REFUSAL_TIMEOUT: Duration = Duration::from_secs(2);

/// The most bytes of a request's head; hyper's own limit is about 400 KiB.
const MAX_HEAD: usize = 64 << 10;

/// Until there may be a free file handle again.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Answers on `listener` until `shutdown` completes, calls `stopping`, and lets the open requests
/// end; those that take longer than the limit are cut off.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    shutdown: impl Future<Output = ()>,
    stopping: impl FnOnce(),
) {
    let open = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    let refusals = Arc::new(Semaphore::new(REFUSALS));
    let server = http1(limits.head_timeout);
    let mut shutdown = pin!(shutdown);
    loop {
        let stream = tokio::select! {
            stream = accept(&listener) => stream,
            () = &mut shutdown => break,
        };
        if let Ok(place) = places.clone().try_acquire_owned() {
            let io = patient(stream, limits.write_timeout);
            let service = TowerToHyperService::new(router.clone());
            let connection = server.serve_connection(io, service);
            tokio::spawn(attend(open.watcher(), connection, place));
        } else if let Ok(place) = refusals.clone().try_acquire_owned() {
            tokio::spawn(refuse(stream, place));
        }
    }
    drop(listener);
    stopping();
    if timeout(limits.grace, open.shutdown()).await.is_err() {
        tracing::warn!("requests were cut off; a longer --grace lets them end");
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

/// The connection, cut off when its client takes nothing for so long.
fn patient(stream: TcpStream, write_timeout: Duration) -> Io {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(write_timeout));
    TokioIo::new(Box::pin(stream))
}

async fn attend(
    watcher: Watcher,
    connection: http1::Connection<Io, TowerToHyperService<Router>>,
    place: OwnedSemaphorePermit,
) {
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection broke off");
    }
    drop(place);
}

/// Tells the client that there are too many, however it asks.
async fn refuse(stream: TcpStream, place: OwnedSemaphorePermit) {
    let mut server = http1(REFUSAL_TIMEOUT);
    let answer = |_| async { Ok::<_, Infallible>(ApiError::Crowded.into_response()) };
    let io = patient(stream, REFUSAL_TIMEOUT);
    let connection = server
        .keep_alive(false)
        .serve_connection(io, service_fn(answer));
    // Whether the client reads it is its own affair.
    let _ = connection.await;
    drop(place);
}

/// The next connection; what fails on the way concerns its client only, or passes.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are small and whole: there is nothing to wait for.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "a connection was gone at once");
                }
                return stream;
            }
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::error!(%error, "cannot accept connections; raise the limit of open files");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

fn is_the_clients(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset
    )
}
