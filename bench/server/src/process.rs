//! What Linux tells about a process.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

/// A running process.
#[derive(Clone, Copy)]
pub(crate) struct Process(pub(crate) u32);

/// The processor time of each thread so far.
pub(crate) struct Threads(BTreeMap<String, Thread>);

struct Thread {
    name: String,
    time: Duration,
}

impl Process {
    /// Bytes of memory that are in use.
    pub(crate) fn resident(self) -> Result<u64> {
        let status = read(&format!("/proc/{}/status", self.0))?;
        resident(&status).context("the system does not tell VmRSS")
    }

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
    /// Time since then of the threads whose names begin like this.
    ///
    /// # Errors
    /// If threads came or went: the time of those that went is not told.
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
    format!("cannot read {path}, which this is measured by; it needs Linux")
}

/// Bytes behind "VmRSS:" in a process's status.
fn resident(status: &str) -> Option<u64> {
    let rest = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = rest.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib << 10)
}

/// The first number of a thread's schedstat: nanoseconds on a processor.
fn run_time(schedstat: &str) -> Option<Duration> {
    let nanoseconds = schedstat.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

#[cfg(test)]
mod tests {
    use super::{Thread, Threads, resident, run_time};
    use std::time::Duration;

    #[test]
    fn memory_stands_in_the_status() {
        let status = "Name:\tserver\nVmHWM:\t  9000 kB\nVmRSS:\t   512 kB\nThreads:\t4\n";
        assert_eq!(resident(status), Some(512 << 10));
        assert_eq!(resident("Name:\tserver\n"), None);
    }

    #[test]
    fn processor_time_is_the_first_number() {
        assert_eq!(run_time("1500 20 3\n"), Some(Duration::from_nanos(1500)));
        assert_eq!(run_time(""), None);
    }

    #[test]
    fn time_is_told_by_name_while_the_threads_stay() {
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
