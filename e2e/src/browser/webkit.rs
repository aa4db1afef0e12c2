//! WebKitGTK's MiniBrowser and the virtual display that it needs.

use anyhow::{Context, Result};
use fantoccini::wd::Capabilities;
use serde_json::json;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// Folders in which distributions install the browser, which is not on `PATH`.
const LIBRARIES: [&str; 5] = [
    "/usr/lib/x86_64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
    "/usr/libexec",
    "/usr/lib64",
    "/usr/lib",
];

/// Capabilities of a new session; the driver always creates a fresh profile.
pub(super) fn capabilities() -> Result<Capabilities> {
    let options = json!({ "binary": minibrowser()?, "args": ["--automation"] });
    Ok([("webkitgtk:browserOptions".to_owned(), options)]
        .into_iter()
        .collect())
}

fn minibrowser() -> Result<PathBuf> {
    let folders = LIBRARIES
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok());
    let programs = folders.flatten().flatten().filter_map(|entry| {
        let is_webkit = entry
            .file_name()
            .to_string_lossy()
            .starts_with("webkit2gtk-");
        let program = entry.path().join("MiniBrowser");
        (is_webkit && program.is_file()).then_some(program)
    });
    env::var_os("INKLING_MINIBROWSER")
        .map(PathBuf::from)
        .or_else(|| programs.max())
        .context("there is no MiniBrowser; on Debian `apt-get install webkit2gtk-driver` brings it")
}

/// X server in memory; ends when dropped.
pub(super) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts the X server, which chooses a free display number.
    pub(super) fn start() -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp"])
            .args(["-screen", "0", "1280x1200x24"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start Xvfb; on Debian `apt-get install xvfb` brings it")?;
        let output = server.stdout.take().context("Xvfb has no output")?;
        let mut display = Self {
            server,
            name: String::new(),
        };
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number)?;
        display.name = format!(":{}", number.trim());
        Ok(display)
    }

    /// Value for `DISPLAY`.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // The process may have ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
