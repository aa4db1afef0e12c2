use anyhow::{Context, Result, bail};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Timeout for the browser to end.
const END_TIMEOUT: Duration = Duration::from_secs(20);

/// Starts until a driver has bound its port.
const STARTS: usize = 3;

/// Connection attempts to a starting driver, and the pause between them.
const ATTEMPTS: usize = 500;
const PAUSE: Duration = Duration::from_millis(20);

/// Way in which a driver gets its port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Port {
    /// Chosen by the driver and printed.
    Printed,
    /// Passed as an argument.
    Given,
}

/// WebDriver server on a free port; it and its browser end when dropped.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    session: Option<String>,
    /// Kept open: the driver would fail to write to a closed pipe.
    output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts the driver; again if another program has taken its port meanwhile.
    pub(super) fn start(port: Port, command: impl Fn() -> Command) -> Result<Self> {
        let mut starts = (1..STARTS).map(|_| Self::start_once(port, command()));
        let started = starts.find_map(Result::ok);
        started.map_or_else(|| Self::start_once(port, command()), Ok)
    }

    fn start_once(port: Port, mut command: Command) -> Result<Self> {
        let given = match port {
            Port::Printed => 0,
            Port::Given => free_port()?,
        };
        let mut process = command
            .arg(format!("--port={given}"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let output = process.stdout.take().context("the driver has no output")?;
        let mut driver = Self {
            process,
            port: given,
            session: None,
            output: BufReader::new(output),
        };
        match port {
            Port::Printed => driver.port = printed_port(&mut driver.output)?,
            Port::Given => driver.wait_until_listening()?,
        }
        Ok(driver)
    }

    /// Waits until the driver accepts connections.
    fn wait_until_listening(&mut self) -> Result<()> {
        for _ in 0..ATTEMPTS {
            if TcpStream::connect(self.address()).is_ok() {
                return Ok(());
            }
            if self.process.try_wait()?.is_some() {
                bail!("the driver ends at once");
            }
            sleep(PAUSE);
        }
        bail!("the driver does not listen")
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// Makes the browser of this session end with the driver.
    pub(crate) fn own_session(&mut self, id: Option<String>) {
        self.session = id;
    }

    fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// Deletes the session; blocking, because a panic leaves no runtime that could wait.
    fn end_session(&self, id: &str) -> io::Result<()> {
        let address = self.address();
        let mut connection = TcpStream::connect(address)?;
        write!(
            connection,
            "DELETE /session/{id} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        connection.set_read_timeout(Some(END_TIMEOUT))?;
        // The driver responds when the browser has ended, and keeps the connection open.
        connection.read(&mut [0; 64]).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // On failure the browser has ended, or cannot be ended.
        if let Some(id) = &self.session {
            let _ = self.end_session(id);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// Port in "… was started successfully on port 43211." (an earlier line names port 0), or in
/// "Listening on 127.0.0.1:43211".
fn printed_port(output: &mut impl BufRead) -> Result<u16> {
    for line in output.lines() {
        let line = line?;
        let port = line.rsplit_once("on port ");
        let port = port.or_else(|| line.split_once("Listening on ")?.1.rsplit_once(':'));
        let port = port.map(|(_, port)| port.trim());
        if let Some(Ok(port @ 1..)) = port.map(|port| port.trim_end_matches('.').parse()) {
            return Ok(port);
        }
    }
    bail!("the driver does not print its port")
}

#[cfg(test)]
mod tests {
    use super::printed_port;

    #[test]
    fn the_port_is_parsed_from_the_output_of_the_driver() {
        let output = "Starting ChromeDriver 1.2 on port 0\nChromeDriver was started successfully on port 43211.\n";
        assert_eq!(printed_port(&mut output.as_bytes()).ok(), Some(43211));
        let output = "1700000000000\tgeckodriver\tINFO\tListening on 127.0.0.1:43211\n";
        assert_eq!(printed_port(&mut output.as_bytes()).ok(), Some(43211));
        assert!(printed_port(&mut "no address\n".as_bytes()).is_err());
    }
}
