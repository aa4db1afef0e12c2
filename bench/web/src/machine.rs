//! Where and when this runs.

use std::fs;
use std::thread;
use std::time::SystemTime;

/// The date, as in 2026-11-21, in UTC.
pub(crate) fn date() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    now.split('T').next().unwrap_or_default().to_owned()
}

/// The processor, how many cores of it there are, and the system.
pub(crate) fn machine() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor(&information).unwrap_or(std::env::consts::ARCH);
    let system = std::env::consts::OS;
    format!("{processor}, {cores} cores, {system}")
}

/// As Linux names it.
fn processor(information: &str) -> Option<&str> {
    let mut lines = information.lines();
    let name = lines.find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map(|(_, name)| name.trim())
}

#[cfg(test)]
mod tests {
    use super::{date, processor};

    #[test]
    fn the_processor_is_the_first_that_has_a_name() {
        let information = "processor\t: 0\nmodel name\t: A 9000 @ 2 GHz\nmodel name\t: B\n";
        assert_eq!(processor(information), Some("A 9000 @ 2 GHz"));
        assert_eq!(processor("processor : 0\n"), None);
    }

    #[test]
    fn a_date_is_a_day() {
        assert_eq!(date().len(), "2026-11-21".len());
    }
}
