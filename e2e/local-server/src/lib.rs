//! HTTP server on a free port of this machine, for tests and benchmarks. It stops when dropped.
//!
//! ```
//! use axum::{Router, routing::get};
//! use local_server::LocalServer;
//!
//! # fn main() -> std::io::Result<()> {
//! let server = LocalServer::start(Router::new().route("/", get("hello")))?;
//! assert!(server.url().starts_with("http://127.0.0.1:"));
//! # Ok(())
//! # }
//! ```

use axum::Router;
use std::future::Future;
use std::io;
use std::net::{self, Ipv4Addr, SocketAddr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Threads of each server: enough to send while another request is computed.
const THREADS: usize = 2;

/// Attempts to bind a port that a killed server has not released yet, and the pause between them.
const ATTEMPTS: usize = 200;
const PAUSE: Duration = Duration::from_millis(20);

/// Running server; killed when dropped.
pub struct LocalServer {
    address: SocketAddr,
    /// Own runtime, so that open connections end with the server; `None` once killed.
    runtime: Mutex<Option<Runtime>>,
    /// Completes the shutdown future when dropped.
    shutdown: Mutex<Option<oneshot::Sender<()>>>,
    task: JoinHandle<()>,
}

impl LocalServer {
    /// Serves a router on a free port.
    ///
    /// # Errors
    /// If no port or thread is available.
    pub fn start(router: Router) -> io::Result<Self> {
        Self::start_at(free_port(), router)
    }

    /// Serves a router at this address, which a killed server may still be releasing.
    ///
    /// # Errors
    /// If the address stays taken for four seconds, or no thread is available.
    pub fn start_at(address: SocketAddr, router: Router) -> io::Result<Self> {
        Self::spawn(address, |listener, shutdown| async {
            let server = axum::serve(listener, router).with_graceful_shutdown(shutdown.requested());
            server.await.expect("axum's accept loop returns no errors");
        })
    }

    /// Runs `serve` with a listener on a free port, until it returns after [`Shutdown::requested`].
    ///
    /// # Errors
    /// If no port or thread is available.
    pub fn start_with<S>(
        serve: impl FnOnce(TcpListener, Shutdown) -> S + Send + 'static,
    ) -> io::Result<Self>
    where
        S: Future<Output = ()> + Send + 'static,
    {
        Self::spawn(free_port(), serve)
    }

    fn spawn<S>(
        address: SocketAddr,
        serve: impl FnOnce(TcpListener, Shutdown) -> S + Send + 'static,
    ) -> io::Result<Self>
    where
        S: Future<Output = ()> + Send + 'static,
    {
        let listener = bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(THREADS)
            .enable_all()
            .build()?;
        let (shutdown, requested) = oneshot::channel();
        let task = runtime.spawn(async move {
            let listener = TcpListener::from_std(listener).expect("a listener of this process");
            serve(listener, Shutdown(requested)).await;
        });
        Ok(Self {
            address,
            runtime: Mutex::new(Some(runtime)),
            shutdown: Mutex::new(Some(shutdown)),
            task,
        })
    }

    /// Loopback address and port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Origin, `http://127.0.0.1:PORT` without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends the server at once, as a power cut would; its port is free soon after.
    pub fn kill(&self) {
        if let Some(runtime) = lock(&self.runtime).take() {
            // Dropping a runtime would block, which asynchronous callers must not.
            runtime.shutdown_background();
        }
    }

    /// Requests a graceful shutdown.
    pub fn shut_down(&self) {
        lock(&self.shutdown).take();
    }

    /// Requests a graceful shutdown and completes when the server has ended.
    ///
    /// # Panics
    /// If the server panicked.
    pub async fn ended(mut self) {
        self.shut_down();
        (&mut self.task).await.expect("the server does not panic");
    }
}

impl Drop for LocalServer {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Request to shut down; completes when it was made.
pub struct Shutdown(oneshot::Receiver<()>);

impl Shutdown {
    /// Completes at the request.
    pub async fn requested(self) {
        // The sender sends nothing: its drop is the request.
        let _ = self.0.await;
    }
}

fn free_port() -> SocketAddr {
    (Ipv4Addr::LOCALHOST, 0).into()
}

fn bind(address: SocketAddr) -> io::Result<net::TcpListener> {
    for _ in 1..ATTEMPTS {
        if let Ok(listener) = net::TcpListener::bind(address) {
            return Ok(listener);
        }
        sleep(PAUSE);
    }
    net::TcpListener::bind(address)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::LocalServer;
    use axum::Router;
    use std::io;
    use std::net::TcpStream;

    #[test]
    fn a_killed_server_refuses_connections_until_one_starts_at_its_address() -> io::Result<()> {
        let server = LocalServer::start(Router::new())?;
        let address = server.address();
        TcpStream::connect(address)?;
        server.kill();
        while TcpStream::connect(address).is_ok() {}
        let _server = LocalServer::start_at(address, Router::new())?;
        TcpStream::connect(address).map(drop)
    }

    #[tokio::test]
    async fn a_shutdown_is_waited_for() -> io::Result<()> {
        let server = LocalServer::start(Router::new())?;
        let address = server.address();
        server.ended().await;
        assert!(TcpStream::connect(address).is_err());
        Ok(())
    }
}
