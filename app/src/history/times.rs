//! Times of imported entries, which other programs write in other units than milliseconds.

use std::ops::RangeInclusive;

use super::entry::{Entry, MAX_TIME};

/// The years 2000 to 2100: a time in another unit lies there once it is converted.
const PLAUSIBLE: RangeInclusive<f64> = 946_684_800_000.0..=4_102_444_800_000.0;

/// Time in milliseconds since 1970 of an imported time: converted from seconds, microseconds or
/// nanoseconds if only that gives a plausible one. `None` if an entry cannot have it.
fn converted(time: f64) -> Option<f64> {
    let is_possible = (0.0..=MAX_TIME).contains(&time);
    let units = if is_possible {
        [(time * 1e3).round(), time]
    } else {
        [(time / 1e3).round(), (time / 1e6).round()]
    };
    let plausible = units.into_iter().find(|time| PLAUSIBLE.contains(time));
    // The clock of a device may be wrong, but not its unit.
    plausible.or(is_possible.then_some(time))
}

/// Whether an entry with this time can be imported.
pub(super) fn is_convertible(time: Option<f64>) -> bool {
    time.is_none_or(|time| converted(time).is_some())
}

/// The entry with its time in milliseconds; `None` if it is already.
pub(super) fn convert(entry: &Entry) -> Option<Entry> {
    let time = converted(entry.time?)?;
    (entry.time != Some(time)).then(|| Entry {
        time: Some(time),
        ..entry.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::entry::Id;

    #[test]
    fn times_in_other_units_are_converted_and_impossible_ones_refused() {
        let now = 1_767_225_600_123.0;
        for (time, expected) in [
            (now, Some(now)),
            (now * 1e3, Some(now)),
            (now * 1e6, Some(now)),
            (1_767_225_600.0, Some(1_767_225_600_000.0)),
            (0.0, Some(0.0)),
            (5.0, Some(5.0)),
            (86_400_000.0, Some(86_400_000.0)),
            (MAX_TIME, Some(MAX_TIME)),
            // The years 2258, 271821 and 275760.
            (9_100_000_000_000.0, None),
            (8.0e15, None),
            (8.64e15, None),
            (1.8e21, None),
            (-1.0, None),
            (-now, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
        ] {
            assert_eq!(converted(time), expected, "{time}");
        }
    }

    #[test]
    fn every_possible_time_gives_an_id_that_is_found_again() {
        for time in [0.0, 1.0, 1_767_225_600_123.0, MAX_TIME] {
            let id = Id::new(time, 0.999);
            assert_eq!(Id::from_key(id.key()), Some(id), "{time}");
        }
    }
}
