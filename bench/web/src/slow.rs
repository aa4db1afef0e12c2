//! Slows a browser down from outside, as a slower processor would.
//!
//! Chromium's own throttling reaches a page's main thread only: workers, and with them Inkling's
//! engine, run at full speed, and DevTools of a worker refuse the command. Signals stop and continue
//! all processes of the browser every few milliseconds instead.

use anyhow::Result;
use e2e::Session;

/// Factor of the slowdown.
pub(crate) const TIMES: u32 = 4;

/// Slowdown of a browser to a quarter of its speed; drop ends it.
pub(crate) struct Slow(#[expect(dead_code, reason = "its drop ends the slowdown")] imp::Slow);

impl Slow {
    /// Slows the browser of this session down.
    ///
    /// # Errors
    /// If its process is not found, or the system is not Linux.
    pub(crate) fn browser(session: &Session) -> Result<Self> {
        Ok(Self(imp::Slow::start(session.profile())?))
    }
}

#[cfg(target_os = "linux")]
mod imp {
    use super::TIMES;
    use anyhow::{Context, Result};
    use rustix::process::{Pid, Signal, kill_process};
    use std::fs;
    use std::io;
    use std::path::Path;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread::{self, JoinHandle};
    use std::time::{Duration, Instant};

    /// Time that the browser runs at once: short beside a frame, long beside a signal.
    const TURN: Duration = Duration::from_millis(1);
    /// Turns between two searches for new processes.
    const SEARCH: usize = 10;

    pub(super) struct Slow {
        is_over: Arc<AtomicBool>,
        thread: Option<JoinHandle<()>>,
    }

    impl Slow {
        pub(super) fn start(profile: &Path) -> Result<Self> {
            let browser = browser(profile)?;
            let is_over = Arc::<AtomicBool>::default();
            let seen = is_over.clone();
            let thread = thread::spawn(move || alternate(browser, &seen));
            Ok(Self {
                is_over,
                thread: Some(thread),
            })
        }
    }

    impl Drop for Slow {
        fn drop(&mut self) {
            self.is_over.store(true, Ordering::Release);
            // The thread ends within a turn and does not panic.
            let _ = self.thread.take().map(JoinHandle::join);
        }
    }

    /// Runs and stops the browser in turns; keeps their sums in proportion, as sleeps are inexact.
    fn alternate(browser: i32, is_over: &AtomicBool) {
        let mut processes = Vec::new();
        let (mut running, mut stopped) = (Duration::ZERO, Duration::ZERO);
        for turn in 0.. {
            if is_over.load(Ordering::Acquire) {
                return;
            }
            let start = Instant::now();
            thread::sleep(TURN);
            running += start.elapsed();
            let stop = Instant::now();
            signal(&processes, Signal::STOP);
            if turn % SEARCH == 0 {
                processes = family(browser).unwrap_or_default();
            }
            let rest = (running * (TIMES - 1)).saturating_sub(stopped + stop.elapsed());
            thread::sleep(rest);
            stopped += stop.elapsed();
            signal(&processes, Signal::CONT);
        }
    }

    fn signal(processes: &[i32], signal: Signal) {
        for process in processes
            .iter()
            .filter_map(|&process| Pid::from_raw(process))
        {
            // Fails where the process has ended.
            let _ = kill_process(process, signal);
        }
    }

    /// Process ID of the browser with this profile.
    fn browser(profile: &Path) -> Result<i32> {
        let switch = format!("--user-data-dir={}", profile.display());
        let is_browser = |process: &i32| {
            let arguments = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
            let mut arguments = arguments.split(|&byte| byte == 0);
            let is_child = arguments.clone().any(|one| one.starts_with(b"--type="));
            !is_child && arguments.any(|one| one == switch.as_bytes())
        };
        let found = processes()?.into_iter().find(is_browser);
        found.with_context(|| format!("no browser has the profile {}", profile.display()))
    }

    /// IDs of a process and all its descendants.
    fn family(root: i32) -> io::Result<Vec<i32>> {
        let parents = processes()?.into_iter().filter_map(|process| {
            let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
            Some((process, parent(&stat)?))
        });
        Ok(descendants(root, &parents.collect::<Vec<_>>()))
    }

    fn processes() -> io::Result<Vec<i32>> {
        let entries = fs::read_dir("/proc")?.flatten();
        let processes = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        Ok(processes.collect())
    }

    /// Descendants of `root`, itself first, from pairs of child and parent; parents precede children.
    fn descendants(root: i32, parents: &[(i32, i32)]) -> Vec<i32> {
        let mut family = vec![root];
        let mut seen = 0;
        while let Some(&next) = family.get(seen) {
            let children = parents.iter().filter(|(_, parent)| *parent == next);
            family.extend(children.map(|(child, _)| *child));
            seen += 1;
        }
        family
    }

    /// Parent ID in `/proc/<id>/stat`: the second field after the command in parentheses.
    fn parent(stat: &str) -> Option<i32> {
        let (_, rest) = stat.rsplit_once(')')?;
        rest.split_whitespace().nth(1)?.parse().ok()
    }

    #[cfg(test)]
    mod tests {
        use super::{descendants, parent};

        #[test]
        fn a_family_is_a_process_and_its_descendants() {
            assert_eq!(parent("17 (a) b) S 1 16 15 0 -1"), Some(1));
            assert_eq!(parent("17 (chromium) S"), None);
            let parents = [(1, 0), (9, 5), (5, 1), (7, 5), (8, 7), (6, 1)];
            assert_eq!(descendants(5, &parents), [5, 9, 7, 8]);
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod imp {
    use anyhow::{Result, bail};
    use std::path::Path;

    pub(super) struct Slow;

    impl Slow {
        pub(super) fn start(_: &Path) -> Result<Self> {
            bail!("slowing a browser down needs Linux; choose other parts with --only")
        }
    }
}
