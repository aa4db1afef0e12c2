//! Tests of the server with clients in Python.

use crate::{python, workspace};
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use xshell::{Shell, cmd};

/// Runs the tests in this folder of `server/tests` against the built server.
pub(super) fn run(sh: &Shell, folder: &str) -> Result<()> {
    let tests = workspace::root().join("server/tests").join(folder);
    let requirements = tests.join("requirements.txt");
    let environment = workspace::root().join(".tools").join(folder);
    let python = python::ensure_packages(sh, &environment, &requirements)?;
    let server = RunningServer::start(sh)?;
    cmd!(sh, "{python} -m pytest -p no:cacheprovider {tests}")
        .env("INKLING_URL", &server.address)
        .run()?;
    Ok(())
}

/// Server process; dropping it stops the server.
struct RunningServer {
    process: Child,
    address: String,
}

impl RunningServer {
    fn start(sh: &Shell) -> Result<Self> {
        // The server checks for a page only when it starts.
        let page = sh.create_temp_dir()?;
        sh.write_file(page.path().join("index.html"), "")?;
        let mut process = Command::new(workspace::built("release", "server")?)
            .args(["--port", "0", "--dist"])
            .arg(page.path())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the server")?;
        let mut line = String::new();
        let output = process
            .stdout
            .take()
            .context("the server's output is piped")?;
        let mut server = Self {
            process,
            address: String::new(),
        };
        BufReader::new(output).read_line(&mut line)?;
        let address = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"));
        server.address = address.context("the server did not start")?.to_owned();
        Ok(server)
    }
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        // Fails if the server has stopped already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
