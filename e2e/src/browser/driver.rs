use anyhow::{Context, Result, bail};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// A browser that takes longer to end is stuck.
const PATIENCE: Duration = Duration::from_secs(20);

/// Drivers that are started until one has found a port.
const TURNS: usize = 3;

/// Times that a driver is knocked at, and what lies between them.
const KNOCKS: usize = 500;
const PAUSE: Duration = Duration::from_millis(20);

/// How a driver gets its port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Port {
    /// It looks for one, and says which.
    Announced,
    /// It takes the one that it is given, and says nothing.
    Given,
}

/// A WebDriver server on a free port; ends when dropped, and its browser with it.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    session: Option<String>,
    /// The driver would stop if nobody could read what it says.
    output: BufReader<ChildStdout>,
}

impl Driver {
    /// A driver ends at once if another program takes the port that was found free: then another
    /// driver has its turn.
    pub(super) fn start(port: Port, command: impl Fn() -> Command) -> Result<Self> {
        let mut turns = (1..TURNS).map(|_| Self::start_once(port, command()));
        let started = turns.find_map(Result::ok);
        started.map_or_else(|| Self::start_once(port, command()), Ok)
    }

    fn start_once(port: Port, mut command: Command) -> Result<Self> {
        let given = match port {
            Port::Announced => 0,
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
            Port::Announced => driver.port = announced_port(&mut driver.output)?,
            Port::Given => driver.knock()?,
        }
        Ok(driver)
    }

    /// Waits until it listens.
    fn knock(&mut self) -> Result<()> {
        for _ in 0..KNOCKS {
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

    /// This session's browser ends with the driver.
    pub(crate) fn ends_session(&mut self, id: Option<String>) {
        self.session = id;
    }

    fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// Blocks: a panic leaves no runtime that could wait.
    fn end_session(&self, id: &str) -> io::Result<()> {
        let address = self.address();
        let mut connection = TcpStream::connect(address)?;
        write!(
            connection,
            "DELETE /session/{id} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
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

fn free_port() -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// Drivers say "… was started successfully on port 43211.", before that, that they were given port 0;
/// or "Listening on 127.0.0.1:43211".
fn announced_port(output: &mut impl BufRead) -> Result<u16> {
    for line in output.lines() {
        let line = line?;
        let port = line.rsplit_once("on port ");
        let port = port.or_else(|| line.split_once("Listening on ")?.1.rsplit_once(':'));
        let port = port.map(|(_, port)| port.trim());
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
        let said = "1700000000000\tgeckodriver\tINFO\tListening on 127.0.0.1:43211\n";
        assert_eq!(announced_port(&mut said.as_bytes()).ok(), Some(43211));
        assert!(announced_port(&mut "no address\n".as_bytes()).is_err());
    }
}
