//! Starts the page on this machine.

use crate::progress::Progress;
use crate::{page, tools, workspace};
use anyhow::{Context, Result};
use clap::Args;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use xshell::{Shell, cmd};

#[derive(Args)]
pub(crate) struct Options {
    /// Port to listen on.
    #[arg(long, default_value_t = 3000)]
    port: u16,

    /// Open the page in the browser.
    #[arg(long)]
    open: bool,

    /// Passed on to the server; with --model among them, the server is built with support for models of your own.
    #[arg(last = true)]
    server: Vec<String>,
}

/// Time to compile the server on two cores, without tract.
const SERVER_ESTIMATE: Duration = Duration::from_secs(155);

/// Builds what is missing, starts tract's build in the background, and becomes the server.
pub(crate) fn run(options: &Options) -> Result<()> {
    let port = options.port;
    check_port(port)?;
    let sh = workspace::shell()?;
    let mut progress = Progress::new(3);
    progress.run(
        "Tools: Trunk and wasm-bindgen",
        tools::estimate(&sh)?,
        || tools::ensure(&sh),
    )?;
    progress.run("Page", page::estimate(&sh)?, || {
        page::ensure_without_tract(&sh)
    })?;
    progress.run("Server", server_estimate()?, || {
        build_server(
            &sh,
            options.server.iter().any(|arg| arg.starts_with("--model")),
        )
    })?;
    if options.open {
        // The browser takes longer to start than the server.
        open(&format!("http://localhost:{port}"));
    }
    if page::tract::is_pending() {
        println!(
            "Models of your own need tract, which is being built in the background; everything else is ready."
        );
        Command::new(std::env::current_exe()?)
            .arg("tract")
            .spawn()?;
    }
    become_server(options)
}

/// Builds the whole page and the server with all features, for a deployment.
pub(crate) fn build() -> Result<()> {
    let sh = workspace::shell()?;
    page::ensure(&sh)?;
    cmd!(sh, "cargo build --release --package server").run()?;
    Ok(())
}

/// Fails before a build of minutes rather than after it.
fn check_port(port: u16) -> Result<()> {
    TcpListener::bind(("127.0.0.1", port)).with_context(|| {
        let other = port.wrapping_add(1);
        format!("port {port} is taken; choose another, as in --port {other}")
    })?;
    Ok(())
}

fn build_server(sh: &Shell, runs_own_models: bool) -> Result<()> {
    let features = (!runs_own_models).then_some("--no-default-features");
    cmd!(sh, "cargo build --release --package server {features...}")
        .quiet()
        .run()?;
    Ok(())
}

fn server_estimate() -> Result<Option<Duration>> {
    Ok((!server()?.exists()).then_some(SERVER_ESTIMATE))
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

fn become_server(options: &Options) -> Result<()> {
    let mut server = Command::new(server()?);
    server
        .args(["--port", &options.port.to_string()])
        .arg("--dist")
        .arg(workspace::dist())
        .args(&options.server);
    replace_this_process(server)
}

/// Execs the server, so that signals to this process stop it.
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
