//! The browser's clocks: the monotonic one measures, the other one says when.

use js_sys::Date;
use web_sys::Performance;

/// Steps that are looked at to find the smallest: a busy machine misses some.
const STEPS: usize = 20;

/// A clock that stands still longer than this is taken to have no finer steps: milliseconds.
const PATIENCE: f64 = 50.0;

/// Milliseconds since the page was opened.
pub(crate) fn now() -> f64 {
    performance().map_or(0.0, |clock| clock.now())
}

/// The clock's smallest step in milliseconds: browsers blur it on purpose, so it is measured.
pub(crate) fn resolution() -> f64 {
    let start = now();
    let mut steps = Vec::new();
    let mut last = start;
    while steps.len() < STEPS && last - start < PATIENCE {
        let next = now();
        if next > last {
            steps.push(next - last);
            last = next;
        } else if next == 0.0 {
            // There is no clock.
            return 0.0;
        }
    }
    steps.into_iter().fold(f64::INFINITY, f64::min)
}

/// Milliseconds since 1970 in ISO 8601.
pub(crate) fn timestamp(time: f64) -> String {
    Date::new(&time.into()).to_iso_string().into()
}

fn performance() -> Option<Performance> {
    web_sys::window()?.performance()
}
