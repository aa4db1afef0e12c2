//! A server at another address than the page's, which can be killed and started again.

use anyhow::Result;
use server::{Server, ServerOptions};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::time::sleep;

/// The API of the real server, of another origin than the page; ends when dropped.
pub struct Api {
    address: SocketAddr,
    options: ServerOptions,
    /// Its own, so that open connections end with it; `None` while it is killed.
    runtime: Option<Runtime>,
}

impl Api {
    /// Starts a server that pages of these origins may ask; of this machine if none is named.
    pub async fn start(allowed_origins: &[&str]) -> Result<Self> {
        let mut options = ServerOptions::new(PathBuf::new());
        options.allowed_origins = allowed_origins.iter().map(ToString::to_string).collect();
        let mut api = Self {
            address: (Ipv4Addr::LOCALHOST, 0).into(),
            options,
            runtime: None,
        };
        api.restart().await?;
        Ok(api)
    }

    /// Its origin.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }

    /// Starts it, after a kill at the same address.
    pub async fn restart(&mut self) -> Result<()> {
        let listener = listener(self.address).await?.into_std()?;
        self.address = listener.local_addr()?;
        let router = Server::new(&self.options)?.router();
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        runtime.spawn(async move {
            let listener = TcpListener::from_std(listener)?;
            axum::serve(listener, router).await
        });
        self.runtime = Some(runtime);
        Ok(())
    }
}

impl Drop for Api {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A killed server gives its port back in its own time.
async fn listener(address: SocketAddr) -> Result<TcpListener> {
    for _ in 0..200 {
        if let Ok(listener) = TcpListener::bind(address).await {
            return Ok(listener);
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(TcpListener::bind(address).await?)
}
