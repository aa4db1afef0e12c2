//! Statistics, rounding, targets and reports of benchmarks and evaluations.
//!
//! ```
//! use figures::{Report, Summary, significant};
//!
//! let latencies = [1.9, 2.0, 2.1, 40.0];
//! let summary = Summary::of(latencies).expect("there are measurements");
//! assert_eq!((summary.runs, summary.median, summary.p95), (4, 2.0, 40.0));
//!
//! let mut report = Report::new(significant);
//! report.part("latency");
//! report.figure("median", summary.median, "ms");
//! report.at_most("p95", summary.p95, 33.0, "ms");
//! assert_eq!(report.missed().count(), 1);
//! ```

mod report;
mod rounding;
mod summary;
mod target;

pub use report::{Report, Row, exit_code};
pub use rounding::{significant, two_decimals};
pub use summary::{Summary, median, percentile};
pub use target::{Bound, Target};

/// Prints the step that is running on standard error, apart from the figures on standard output.
pub fn progress(step: &str) {
    eprintln!("… {step}");
}
