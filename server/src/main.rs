//! Starts Inkling's server.

mod arguments;
mod log;

use anyhow::{Context, Result, anyhow};
use arguments::Arguments;
use clap::Parser;
use log::LogOptions;
use server::{Server, ServerOptions};
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;

/// Serves Inkling's page and its model's HTTP API; see /api/docs for the API.
#[derive(Debug, Parser)]
struct Options {
    /// Address to listen on; 0.0.0.0 accepts connections from other machines.
    #[arg(long, env = "INKLING_HOST", default_value = "127.0.0.1")]
    host: String,

    /// Port to listen on; 0 picks a free one.
    #[arg(long, env = "INKLING_PORT", default_value_t = 3000)]
    port: u16,

    #[command(flatten)]
    server: ServerOptions,

    #[command(flatten)]
    log: LogOptions,
}

/// File descriptors needed besides those of connections.
const SPARE_FILES: u64 = 256;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::<Options>::parse();
    arguments.options.log.init();
    arguments.log_links();
    let result = run(&arguments.options).await;
    result.map_err(|error| anyhow!(arguments.name_variables(&format!("{error:?}"))))
}

async fn run(options: &Options) -> Result<()> {
    let Options {
        host,
        port,
        server: options,
        log: _,
    } = options;
    options.check()?;
    let model = options.model.load()?;
    raise_file_limit(options.limits.connections as u64 + SPARE_FILES);
    let listener = bind(host, *port).await?;
    let server = match model {
        Some(model) => Server::with_model(options, model),
        None => Server::new(options),
    };
    let server = server.context("cannot start threads; lower --workers")?;
    let address = display_address(listener.local_addr()?);
    println!("Inkling is at http://{address} (Ctrl-C stops it)");
    server.serve(listener, shutdown_signal()).await;
    Ok(())
}

/// Raises the soft limit of open files: every connection takes a file descriptor.
fn raise_file_limit(count: u64) {
    match rlimit::increase_nofile_limit(count) {
        Ok(limit) if limit >= count => {}
        _ => tracing::warn!(
            "the limit of open files is below --max-connections (INKLING_MAX_CONNECTIONS); raise \
             `ulimit -n` or lower the option"
        ),
    }
}

fn display_address(address: SocketAddr) -> String {
    if address.ip() == Ipv4Addr::LOCALHOST {
        return format!("localhost:{}", address.port());
    }
    address.to_string()
}

async fn bind(host: &str, port: u16) -> Result<TcpListener> {
    TcpListener::bind((host, port))
        .await
        .with_context(|| format!("cannot listen on {host}:{port}; choose another --host or --port"))
}

/// Completes on Ctrl-C and, on Unix, on SIGTERM from a service manager or container runtime.
async fn shutdown_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).expect("SIGTERM handler installs");
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = tokio::signal::ctrl_c().await;
}
