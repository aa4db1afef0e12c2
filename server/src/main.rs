//! Starts Inkling's server.

mod log;

use anyhow::{Context, Result};
use clap::Parser;
use log::LogOptions;
use server::{Server, ServerOptions};
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;

/// Serves Inkling's page, and its model as an API; /api/docs describes it.
#[derive(Debug, Parser)]
struct Arguments {
    /// Address to listen on; 0.0.0.0 lets other machines in.
    #[arg(long, env = "INKLING_HOST", default_value = "127.0.0.1")]
    host: String,

    /// Port to listen on; 0 takes a free one.
    #[arg(long, env = "INKLING_PORT", default_value_t = 3000)]
    port: u16,

    #[command(flatten)]
    server: ServerOptions,

    #[command(flatten)]
    log: LogOptions,
}

/// Files that a server has open beside its connections.
const OTHER_FILES: u64 = 256;

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments {
        host,
        port,
        server: options,
        log,
    } = Arguments::parse();
    log.start();
    options.check()?;
    let model = options.model.load()?;
    allow_files(options.limits.connections as u64 + OTHER_FILES);
    let listener = listen(&host, port).await?;
    let server = match model {
        Some(model) => Server::with_model(&options, model),
        None => Server::new(&options),
    };
    let server = server.context("cannot start threads; lower --workers")?;
    let address = shown(listener.local_addr()?);
    println!("Inkling is at http://{address} (Ctrl-C stops it)");
    server.serve(listener, stop_signal()).await;
    Ok(())
}

/// Each connection is an open file, and systems usually allow fewer than they could.
fn allow_files(count: u64) {
    match rlimit::increase_nofile_limit(count) {
        Ok(allowed) if allowed >= count => {}
        _ => tracing::warn!(
            "fewer files may be open than --max-connections needs; raise `ulimit -n`, or lower it"
        ),
    }
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
