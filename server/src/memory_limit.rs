//! Memory that this process may use.

use std::fs;
use std::path::{Path, PathBuf};

/// Limits from which on a number stands for "unlimited", as in version 1 of control groups.
const UNLIMITED: u64 = 1 << 60;

/// Smallest known limit in bytes: of the control group (a container's or service's), of the address
/// space (`ulimit -v`), or of the machine; `None` if the system reports none.
pub(crate) fn memory_limit() -> Option<u64> {
    let limits = [
        control_group(Path::new("/proc/self/cgroup"), Path::new("/sys/fs/cgroup")),
        address_space(),
        machine(Path::new("/proc/meminfo")),
    ];
    limits.into_iter().flatten().min()
}

#[cfg(unix)]
fn address_space() -> Option<u64> {
    let (limit, _) = rlimit::Resource::AS.get().ok()?;
    (limit < UNLIMITED).then_some(limit)
}

#[cfg(not(unix))]
fn address_space() -> Option<u64> {
    None
}

/// Smallest limit of the control groups in this list and of those around them.
fn control_group(list: &Path, root: &Path) -> Option<u64> {
    let list = fs::read_to_string(list).ok()?;
    // Lines are `0::/path` in version 2 and `9:memory:/path` in version 1.
    let limits = list.lines().filter_map(|line| {
        let mut parts = line.splitn(3, ':');
        let (_, controllers, path) = (parts.next()?, parts.next()?, parts.next()?);
        let is_memory = controllers.split(',').any(|it| it == "memory");
        match (controllers, is_memory) {
            ("", _) => smallest(root.to_owned(), path, "memory.max"),
            (_, true) => smallest(root.join("memory"), path, "memory.limit_in_bytes"),
            _ => None,
        }
    });
    limits.min()
}

/// Smallest number in the files of this name in the folder `root`, in `path` below it, and between.
fn smallest(root: PathBuf, path: &str, name: &str) -> Option<u64> {
    let mut folder = root;
    let mut limit = number(&folder.join(name));
    // In a container, the path may be one of its host: what is missing is skipped.
    for part in path.split('/').filter(|part| !part.is_empty()) {
        folder.push(part);
        limit = limit.into_iter().chain(number(&folder.join(name))).min();
    }
    limit
}

/// Number in a file; `None` if it is missing, "max", or too large to be a limit.
fn number(file: &Path) -> Option<u64> {
    let number = fs::read_to_string(file).ok()?.trim().parse().ok()?;
    (number < UNLIMITED).then_some(number)
}

/// Memory of the machine, from Linux's `/proc/meminfo`.
fn machine(file: &Path) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let total = text
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: u64 = total.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::{control_group, machine};
    use std::fs;
    use std::path::Path;
    use tempfile::TempDir;

    /// Names and contents.
    type Files = &'static [(&'static str, &'static str)];

    fn write(root: &Path, name: &str, content: &str) {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    #[test]
    fn the_smallest_limit_around_a_control_group_counts() {
        let cases: [(&str, Files, Option<u64>); 8] = [
            ("0::/\n", &[("memory.max", "536870912\n")], Some(512 << 20)),
            ("0::/\n", &[("memory.max", "max\n")], None),
            ("0::/\n", &[], None),
            (
                "0::/a/b\n",
                &[("a/memory.max", "300"), ("a/b/memory.max", "max")],
                Some(300),
            ),
            (
                "0::/a/b\n",
                &[("memory.max", "900"), ("a/b/memory.max", "800")],
                Some(800),
            ),
            (
                "9:cpu,memory:/a\n1:cpu:/\n0::/\n",
                &[("memory/a/memory.limit_in_bytes", "700")],
                Some(700),
            ),
            (
                "9:memory:/docker/host\n",
                &[("memory/memory.limit_in_bytes", "600")],
                Some(600),
            ),
            (
                "9:memory:/\n",
                &[("memory/memory.limit_in_bytes", "9223372036854771712")],
                None,
            ),
        ];
        for (list, files, expected) in cases {
            let folder = TempDir::new().expect("a folder");
            write(folder.path(), "list", list);
            for (name, content) in files {
                write(folder.path(), name, content);
            }
            let limit = control_group(&folder.path().join("list"), folder.path());
            assert_eq!(limit, expected, "{list} {files:?}");
        }
    }

    #[test]
    fn the_memory_of_the_machine_is_read() {
        let folder = TempDir::new().expect("a folder");
        write(
            folder.path(),
            "meminfo",
            "MemTotal:   1000 kB\nMemFree: 10 kB\n",
        );
        assert_eq!(machine(&folder.path().join("meminfo")), Some(1_024_000));
        assert_eq!(machine(&folder.path().join("missing")), None);
    }
}
