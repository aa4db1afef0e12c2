//! Memory and processor time of a process, from Linux's `/proc`.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

/// Running process, by its ID.
#[derive(Clone, Copy)]
pub(crate) struct Process(pub(crate) u32);

/// Processor time of each thread since it started, by thread ID.
pub(crate) struct Threads(BTreeMap<String, Thread>);

/// Name and processor time of a thread.
struct Thread {
    name: String,
    time: Duration,
}

impl Process {
    /// Resident memory in bytes.
    ///
    /// # Errors
    /// If the process has ended, or there is no `/proc`.
    pub(crate) fn resident(self) -> Result<u64> {
        let status = read(&format!("/proc/{}/status", self.0))?;
        resident(&status).context("the status has no VmRSS")
    }

    /// Processor time of its threads.
    ///
    /// # Errors
    /// If the process has ended, or there is no `/proc`.
    pub(crate) fn threads(self) -> Result<Threads> {
        let folder = format!("/proc/{}/task", self.0);
        let mut threads = BTreeMap::new();
        for entry in fs::read_dir(&folder).with_context(|| unreadable(&folder))? {
            let id = entry?.file_name().to_string_lossy().into_owned();
            let of = |file: &str| read(&format!("{folder}/{id}/{file}"));
            let time = run_time(&of("schedstat")?).context("schedstat starts with a number")?;
            let name = of("comm")?.trim().to_owned();
            threads.insert(id, Thread { name, time });
        }
        Ok(Threads(threads))
    }
}

impl Threads {
    /// Processor time since `before` of the threads whose names begin with `prefix`.
    ///
    /// # Errors
    /// If a thread has started or ended since: the time of ended threads is unknown.
    pub(crate) fn time_since(&self, before: &Self, prefix: &str) -> Result<Duration> {
        let is_same = self.0.keys().eq(before.0.keys());
        ensure!(is_same, "the server's threads changed meanwhile");
        let time = |threads: &Self| -> Duration {
            let named = threads.0.values().filter(|it| it.name.starts_with(prefix));
            named.map(|thread| thread.time).sum()
        };
        Ok(time(self).saturating_sub(time(before)))
    }
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(path).with_context(|| unreadable(path))
}

fn unreadable(path: &str) -> String {
    format!("cannot read {path}; measuring a process needs Linux")
}

/// Bytes of the "VmRSS:" line in a process's status.
fn resident(status: &str) -> Option<u64> {
    let rest = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = rest.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib << 10)
}

/// Time on a processor: the first number of a thread's schedstat, in nanoseconds.
fn run_time(schedstat: &str) -> Option<Duration> {
    let nanoseconds = schedstat.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

#[cfg(test)]
mod tests {
    use super::{Thread, Threads, resident, run_time};
    use std::time::Duration;

    #[test]
    fn resident_memory_is_read_from_the_status() {
        let status = "Name:\tserver\nVmHWM:\t  9000 kB\nVmRSS:\t   512 kB\nThreads:\t4\n";
        assert_eq!(resident(status), Some(512 << 10));
        assert_eq!(resident("Name:\tserver\n"), None);
    }

    #[test]
    fn processor_time_is_the_first_number_of_schedstat() {
        assert_eq!(run_time("1500 20 3\n"), Some(Duration::from_nanos(1500)));
        assert_eq!(run_time(""), None);
    }

    #[test]
    fn time_is_summed_by_name_while_the_threads_stay() {
        let threads = |all: &[(&str, &str, u64)]| {
            let thread = |&(id, name, micros): &(&str, &str, u64)| {
                let (name, time) = (name.to_owned(), Duration::from_micros(micros));
                (id.to_owned(), Thread { name, time })
            };
            Threads(all.iter().map(thread).collect())
        };
        let before = threads(&[("1", "server", 5), ("2", "inference-0", 10)]);
        let after = threads(&[("1", "server", 7), ("2", "inference-0", 40)]);
        let since = |prefix| after.time_since(&before, prefix).ok();
        assert_eq!(since(""), Some(Duration::from_micros(32)));
        assert_eq!(since("inference"), Some(Duration::from_micros(30)));
        let other = threads(&[("1", "server", 9), ("3", "inference-0", 40)]);
        assert!(other.time_since(&before, "").is_err());
    }
}
