//! Assignment of processor cores to the servers and the load generator.

use anyhow::{Result, ensure};
use std::ffi::OsStr;
use std::fmt::{self, Display, Formatter};
use std::process::{self, Command};
use std::thread;

/// Cores of the servers and of the load generator.
///
/// The servers get the first half and the generator the others, so that neither takes time from the
/// other and every server has as many. Where cores cannot be assigned, all processes share all.
pub(crate) enum Cores {
    Divided {
        servers: Vec<usize>,
        generator: Vec<usize>,
    },
    Shared(usize),
}

impl Cores {
    pub(crate) fn divide() -> Self {
        let allowed = allowed().filter(|_| has_taskset()).unwrap_or_default();
        // An odd core goes to the generator, which must not limit the server.
        match allowed.split_at(allowed.len() / 2) {
            ([], _) => Self::Shared(thread::available_parallelism().map_or(1, usize::from)),
            (servers, generator) => Self::Divided {
                servers: servers.to_vec(),
                generator: generator.to_vec(),
            },
        }
    }

    /// Number of cores a server may use.
    pub(crate) fn of_servers(&self) -> usize {
        match self {
            Self::Divided { servers, .. } => servers.len(),
            Self::Shared(count) => *count,
        }
    }

    /// Pins this process to the generator's cores.
    ///
    /// # Errors
    /// If `taskset` fails.
    pub(crate) fn pin_generator(&self) -> Result<()> {
        if let Self::Divided { generator, .. } = self {
            let status = Command::new("taskset")
                .args(["--all-tasks", "--cpu-list", "--pid", &list(generator)])
                .arg(process::id().to_string())
                .stdout(process::Stdio::null())
                .status()?;
            ensure!(status.success(), "taskset fails: {status}");
        }
        Ok(())
    }

    /// Command that runs a program on the servers' cores.
    pub(crate) fn server(&self, program: impl AsRef<OsStr>) -> Command {
        match self {
            Self::Divided { servers, .. } => {
                let mut command = Command::new("taskset");
                command.args(["--cpu-list", &list(servers)]).arg(program);
                command
            }
            Self::Shared(_) => Command::new(program),
        }
    }
}

impl Display for Cores {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Divided { servers, generator } => write!(
                out,
                "Cores: {} for each server, {} for the load generator.",
                list(servers),
                list(generator)
            ),
            Self::Shared(count) => write!(
                out,
                "Cores: {count}, shared by servers and load generator; dividing them takes two cores \
                 and `taskset`."
            ),
        }
    }
}

/// Cores that this process may use; `None` where the system does not report them.
fn allowed() -> Option<Vec<usize>> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let list = status
        .lines()
        .find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    parse(list)
}

fn has_taskset() -> bool {
    let version = Command::new("taskset").arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

/// Parses a list of cores in the format of Linux: "0-3,8".
fn parse(list: &str) -> Option<Vec<usize>> {
    let mut cores = Vec::new();
    for range in list.trim().split(',') {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let [first, last] = [first, last].map(|core| core.parse::<usize>().ok());
        cores.extend(first?..=last?);
    }
    Some(cores)
}

fn list(cores: &[usize]) -> String {
    let cores: Vec<String> = cores.iter().map(usize::to_string).collect();
    cores.join(",")
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn core_lists_are_parsed_as_linux_writes_them() {
        let cases = [
            ("\t0-1\n", Some(vec![0, 1])),
            ("0-2,8,10-11", Some(vec![0, 1, 2, 8, 10, 11])),
            ("5", Some(vec![5])),
            ("", None),
            ("0-x", None),
        ];
        for (list, cores) in cases {
            assert_eq!(parse(list), cores, "{list}");
        }
    }
}
