//! Inkling's server and its peer as child processes.

use crate::Setup;
use crate::client::{Connection, get};
use crate::process::Process;
use anyhow::{Context, Result, bail};
use hyper::StatusCode;
use std::env;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Timeout of a start: Python takes seconds to import its packages.
const START: Duration = Duration::from_secs(60);

/// Timeout of a stop, after which the server is killed.
const STOP: Duration = Duration::from_secs(40);

/// Interval between two looks at a process.
const POLL: Duration = Duration::from_millis(20);

/// Server that is ready; drop stops it.
pub(crate) struct Serving {
    process: Child,
    pub(crate) address: SocketAddr,
}

impl Serving {
    /// Starts Inkling's server with its default options and these arguments.
    pub(crate) async fn ours(setup: &Setup, arguments: &[&str]) -> Result<Self> {
        let address = free_address()?;
        let mut command = setup.cores.server(&setup.options.server);
        command
            .args(["--port", &address.port().to_string(), "--dist"])
            .arg(&setup.options.dist)
            .args(arguments)
            .stdout(std::process::Stdio::null());
        // Every flag can be set by a variable, and the defaults are measured.
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("INKLING_") {
                command.env_remove(name);
            }
        }
        Self::start(command, address).await
    }

    /// Starts FastAPI with onnxruntime, one worker a core.
    pub(crate) async fn peer(setup: &Setup) -> Result<Self> {
        let address = free_address()?;
        let mut command = setup.cores.server(&setup.options.python);
        command
            .args(["-m", "uvicorn", "app:app", "--app-dir"])
            .arg(peer_folder())
            .args(["--port", &address.port().to_string()])
            .args(["--workers", &setup.cores.of_servers().to_string()])
            .args(["--log-level", "warning", "--no-access-log"])
            .env("MODEL", model())
            .env("PYTHONDONTWRITEBYTECODE", "1");
        Self::start(command, address).await
    }

    async fn start(mut command: Command, address: SocketAddr) -> Result<Self> {
        let process = command
            .spawn()
            .with_context(|| format!("cannot start {command:?}"))?;
        let mut serving = Self { process, address };
        serving.wait_until_ready().await?;
        Ok(serving)
    }

    async fn wait_until_ready(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < START {
            if let Some(status) = self.process.try_wait()? {
                bail!("the server does not start: {status}");
            }
            let status = readiness(self.address).await;
            if status.is_ok_and(|status| status == 200) {
                return Ok(());
            }
            sleep(POLL).await;
        }
        bail!("the server does not become ready")
    }

    pub(crate) fn process(&self) -> Process {
        // `taskset` executes the program in its own process.
        Process(self.process.id())
    }

    /// Sends SIGTERM and waits; SIGKILL would orphan the workers of the peer.
    fn stop(&mut self) {
        let id = self.process.id().to_string();
        let signal = Command::new("kill").arg(id).status();
        let start = Instant::now();
        while signal.is_ok() && start.elapsed() < STOP {
            match self.process.try_wait() {
                Ok(None) => thread::sleep(POLL),
                _ => return,
            }
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.stop();
        // Fails where the process has stopped already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn readiness(address: SocketAddr) -> Result<StatusCode> {
    let mut connection = Connection::open(address).await?;
    Ok(connection.send(get("/api/ready")).await?.status)
}

/// Free port; if another process takes it first, the start fails.
fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?)
}

fn peer_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peer")
}

fn model() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../model/weights/digits.onnx")
}
