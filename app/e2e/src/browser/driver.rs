use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// A browser that takes longer to end is stuck.
const PATIENCE: Duration = Duration::from_secs(20);

/// Drivers that are started until one has found a port.
const TURNS: usize = 3;

/// A WebDriver server on a free port; ends when dropped, and its browser with it.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    session: Option<String>,
    /// The driver would stop if nobody could read what it says.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    /// A driver ends at once if another program takes the port that it found free: then another
    /// driver has its turn.
    pub(crate) fn start(program: &OsStr) -> Result<Self> {
        let mut turns = (1..TURNS).map(|_| Self::start_once(program));
        let started = turns.find_map(Result::ok);
        started.map_or_else(|| Self::start_once(program), Ok)
    }

    fn start_once(program: &OsStr) -> Result<Self> {
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let output = process.stdout.take().context("the driver has no output")?;
        let mut output = BufReader::new(output);
        let port = announced_port(&mut output);
        let mut driver = Self {
            process,
            port: 0,
            session: None,
            _output: output,
        };
        driver.port = port?;
        Ok(driver)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// This session's browser ends with the driver.
    pub(crate) fn ends_session(&mut self, id: Option<String>) {
        self.session = id;
    }

    fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// Blocks: a panic leaves no runtime that could wait.
    fn end_session(&self, id: &str) -> io::Result<()> {
        let mut connection = TcpStream::connect(self.address())?;
        write!(
            connection,
            "DELETE /session/{id} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )?;
        connection.set_read_timeout(Some(PATIENCE))?;
        // The driver answers when the browser has ended, and keeps the connection.
        connection.read(&mut [0; 64]).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Where this fails there is no browser any more, or nothing that could be done about it.
        if let Some(id) = &self.session {
            let _ = self.end_session(id);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Drivers say "… was started successfully on port 43211."; before that, that they were given port 0.
fn announced_port(output: &mut impl BufRead) -> Result<u16> {
    for line in output.lines() {
        let line = line?;
        let port = line.rsplit_once("on port ").map(|(_, port)| port);
        if let Some(Ok(port @ 1..)) = port.map(|port| port.trim_end_matches('.').parse()) {
            return Ok(port);
        }
    }
    bail!("the driver does not say its port")
}

#[cfg(test)]
mod tests {
    use super::announced_port;

    #[test]
    fn the_port_is_the_one_that_the_driver_chose() {
        let said = "Starting ChromeDriver 1.2 on port 0\nChromeDriver was started successfully on port 43211.\n";
        assert_eq!(announced_port(&mut said.as_bytes()).ok(), Some(43211));
        assert!(announced_port(&mut "no address\n".as_bytes()).is_err());
    }
}
