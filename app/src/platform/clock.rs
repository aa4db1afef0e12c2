//! The browser's clocks: the monotonic one measures durations, the other one gives dates.

use js_sys::Date;
use web_sys::Performance;

/// Steps of the clock that are sampled to find the smallest: a busy machine misses some.
const STEPS: usize = 20;

/// Longest wait for the clock's next step, in milliseconds.
const STEP_TIMEOUT: f64 = 50.0;

/// Milliseconds since the page was opened; 0 in a browser without the clock.
pub(crate) fn now() -> f64 {
    performance().map_or(0.0, |clock| clock.now())
}

/// Smallest step of the clock in milliseconds, measured because browsers coarsen it on purpose; 0
/// without a clock.
pub(crate) fn resolution() -> f64 {
    let start = now();
    let mut steps = Vec::new();
    let mut last = start;
    while steps.len() < STEPS && last - start < STEP_TIMEOUT {
        let next = now();
        if next > last {
            steps.push(next - last);
            last = next;
        } else if next == 0.0 {
            return 0.0;
        }
    }
    steps.into_iter().fold(f64::INFINITY, f64::min)
}

/// A time in milliseconds since 1970 in ISO 8601.
pub(crate) fn timestamp(time: f64) -> String {
    Date::new(&time.into()).to_iso_string().into()
}

fn performance() -> Option<Performance> {
    web_sys::window()?.performance()
}
