//! Starts the page on this machine.

use crate::{page, workspace};
use anyhow::{Context, Result};
use clap::Args;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use xshell::cmd;

#[derive(Args)]
pub(crate) struct Options {
    /// Port to listen on.
    #[arg(long, default_value_t = 3000)]
    port: u16,

    /// Open the page in the browser.
    #[arg(long)]
    open: bool,
}

/// Builds what is missing and becomes the server.
pub(crate) fn run(options: &Options) -> Result<()> {
    let port = options.port;
    // Known before a build of minutes, not after.
    TcpListener::bind(("127.0.0.1", port)).with_context(|| {
        format!(
            "port {port} is taken; choose another, as in --port {}",
            port.wrapping_add(1)
        )
    })?;
    build()?;
    if options.open {
        // The browser takes longer to start than the server.
        open(&format!("http://localhost:{port}"));
    }
    become_server(port)
}

/// Builds the page and the server.
pub(crate) fn build() -> Result<()> {
    let sh = workspace::shell()?;
    page::ensure(&sh)?;
    if !server()?.exists() {
        println!("Building the server: the first time that takes some minutes.");
    }
    cmd!(sh, "cargo build --quiet --release --package server")
        .quiet()
        .run()?;
    Ok(())
}

fn server() -> Result<PathBuf> {
    workspace::built("release", "server")
}

fn open(address: &str) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start"]),
        _ => ("xdg-open", &[]),
    };
    if Command::new(program)
        .args(arguments)
        .arg(address)
        .spawn()
        .is_err()
    {
        println!("There is no {program} to open a browser with.");
    }
}

fn become_server(port: u16) -> Result<()> {
    let mut server = Command::new(server()?);
    server
        .args(["--port", &port.to_string()])
        .arg("--dist")
        .arg(workspace::dist());
    replace_this_process(server)
}

/// A signal to this process then stops the server, whoever sends it.
#[cfg(unix)]
fn replace_this_process(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("cannot start the server")
}

#[cfg(not(unix))]
fn replace_this_process(mut command: Command) -> Result<()> {
    let status = command.status().context("cannot start the server")?;
    anyhow::ensure!(status.success(), "the server stopped: {status}");
    Ok(())
}
