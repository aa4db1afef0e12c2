//! Date and machine of a measurement.

use std::fs;
use std::thread;
use std::time::SystemTime;

/// Current day in UTC: "2026-11-21".
pub(crate) fn date() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    now.split('T').next().unwrap_or_default().to_owned()
}

/// Processor, number of cores and system.
pub(crate) fn machine() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor(&cpuinfo).unwrap_or(std::env::consts::ARCH);
    let system = std::env::consts::OS;
    format!("{processor}, {cores} cores, {system}")
}

/// Model name of the first processor in Linux's `/proc/cpuinfo`.
fn processor(cpuinfo: &str) -> Option<&str> {
    let mut lines = cpuinfo.lines();
    let name = lines.find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map(|(_, name)| name.trim())
}

#[cfg(test)]
mod tests {
    use super::{date, processor};

    #[test]
    fn the_processor_is_the_first_with_a_model_name() {
        let cpuinfo = "processor\t: 0\nmodel name\t: A 9000 @ 2 GHz\nmodel name\t: B\n";
        assert_eq!(processor(cpuinfo), Some("A 9000 @ 2 GHz"));
        assert_eq!(processor("processor : 0\n"), None);
    }

    #[test]
    fn a_date_is_a_day() {
        assert_eq!(date().len(), "2026-11-21".len());
    }
}
