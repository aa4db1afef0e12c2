//! Starts Inkling's server.

use anyhow::{Context, Result};
use clap::Parser;
use server::ServerOptions;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use tokio::net::TcpListener;

/// Serves Inkling's page and its API.
#[derive(Debug, Parser)]
struct Arguments {
    /// Address to listen on; 0.0.0.0 lets other machines in.
    #[arg(long, env = "INKLING_HOST", default_value = "127.0.0.1")]
    host: String,

    /// Port to listen on; 0 takes a free one.
    #[arg(long, env = "INKLING_PORT", default_value_t = 3000)]
    port: u16,

    /// Folder of the built page, as `cargo xtask build` writes it.
    #[arg(long, env = "INKLING_DIST", default_value = "dist")]
    dist: PathBuf,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let options = ServerOptions {
        dist: arguments.dist,
    };
    options.check()?;
    let listener = listen(&arguments.host, arguments.port).await?;
    let address = shown(listener.local_addr()?);
    println!("Inkling is at http://{address} (Ctrl-C stops it)");
    server::serve(listener, options, stop_signal()).await?;
    Ok(())
}

/// The address as people type it.
fn shown(address: SocketAddr) -> String {
    if address.ip() == Ipv4Addr::LOCALHOST {
        return format!("localhost:{}", address.port());
    }
    address.to_string()
}

async fn listen(host: &str, port: u16) -> Result<TcpListener> {
    TcpListener::bind((host, port))
        .await
        .with_context(|| format!("cannot listen on {host}:{port}; choose another --host or --port"))
}

/// Ctrl-C, and on Unix the signal that service managers and containers send.
async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).expect("SIGTERM can be listened for");
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = tokio::signal::ctrl_c().await;
}
