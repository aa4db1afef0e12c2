//! How the cores are shared between the servers and what asks them.

use anyhow::{Result, ensure};
use std::ffi::OsStr;
use std::fmt::{self, Display, Formatter};
use std::process::{self, Command};
use std::thread;

/// The servers get the first half of the cores and the load generator the others, so that neither
/// takes time from the other and every server has the same.
///
/// Where cores cannot be assigned, all share all.
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
        // With an odd one left over the generator gets it: it must not be what limits a server.
        match allowed.split_at(allowed.len() / 2) {
            ([], _) => Self::Shared(thread::available_parallelism().map_or(1, usize::from)),
            (servers, generator) => Self::Divided {
                servers: servers.to_vec(),
                generator: generator.to_vec(),
            },
        }
    }

    /// How many cores a server has.
    pub(crate) fn of_servers(&self) -> usize {
        match self {
            Self::Divided { servers, .. } => servers.len(),
            Self::Shared(count) => *count,
        }
    }

    /// Keeps this process to the generator's cores.
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

    /// A program on the servers' cores.
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
                "Cores: {} for each server, {} for what asks it.",
                list(servers),
                list(generator)
            ),
            Self::Shared(count) => write!(
                out,
                "Cores: {count}, which servers share with what asks them; to divide them takes two \
                 and `taskset`."
            ),
        }
    }
}

/// The cores that this process may use, where the system tells.
fn allowed() -> Option<Vec<usize>> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let list = status
        .lines()
        .find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    parsed(list)
}

fn has_taskset() -> bool {
    let version = Command::new("taskset").arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

/// As Linux writes lists of cores: "0-3,8".
fn parsed(list: &str) -> Option<Vec<usize>> {
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
    use super::parsed;

    #[test]
    fn cores_are_listed_as_linux_lists_them() {
        let cases = [
            ("\t0-1\n", Some(vec![0, 1])),
            ("0-2,8,10-11", Some(vec![0, 1, 2, 8, 10, 11])),
            ("5", Some(vec![5])),
            ("", None),
            ("0-x", None),
        ];
        for (list, cores) in cases {
            assert_eq!(parsed(list), cores, "{list}");
        }
    }
}
