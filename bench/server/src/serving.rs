//! The server and its peer as processes of their own.

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

/// A server takes a second to load its model; Python with its packages some.
const START: Duration = Duration::from_secs(60);

/// A server that takes longer to stop is killed.
const STOP: Duration = Duration::from_secs(40);

const POLL: Duration = Duration::from_millis(20);

/// A server that is ready; it is stopped when this is dropped.
pub(crate) struct Serving {
    process: Child,
    pub(crate) address: SocketAddr,
}

impl Serving {
    /// Inkling's server with its default options, but for these.
    pub(crate) async fn ours(setup: &Setup, arguments: &[&str]) -> Result<Self> {
        let address = free_address()?;
        let mut command = setup.cores.server(&setup.options.server);
        command
            .args(["--port", &address.port().to_string(), "--dist"])
            .arg(&setup.options.dist)
            .args(arguments)
            .stdout(std::process::Stdio::null());
        // Every flag is a variable too, and the defaults are measured.
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("INKLING_") {
                command.env_remove(name);
            }
        }
        Self::start(command, address).await
    }

    /// FastAPI with onnxruntime, one worker a core.
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
        serving.is_ready().await?;
        Ok(serving)
    }

    async fn is_ready(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < START {
            if let Some(status) = self.process.try_wait()? {
                bail!("the server does not start: {status}");
            }
            if answers(self.address)
                .await
                .is_ok_and(|status| status == 200)
            {
                return Ok(());
            }
            sleep(POLL).await;
        }
        bail!("the server does not become ready")
    }

    pub(crate) fn process(&self) -> Process {
        // taskset becomes the program that it starts.
        Process(self.process.id())
    }

    /// Asks it to stop: a kill would leave the workers of a peer that has several.
    fn stop(&mut self) {
        let id = self.process.id().to_string();
        let asked = Command::new("kill").arg(id).status();
        let start = Instant::now();
        while asked.is_ok() && start.elapsed() < STOP {
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
        // It has ended already, but for one that did not want to.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn answers(address: SocketAddr) -> Result<StatusCode> {
    let mut connection = Connection::open(address).await?;
    Ok(connection.ask(get("/api/ready")).await?.status)
}

/// A port that nobody listens on; it could be taken until it is used, which shows at once.
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
