//! A history entry and its ID.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;
use std::sync::Arc;

use recognizer::Drawing;
use serde::{Deserialize, Serialize};

use crate::recognition::Reading;
use crate::settings::{Mode, Settings};

/// Recognized number with the drawing that it was read from.
///
/// Field names are part of the stored and the exported format. Entries of earlier versions of the page
/// lack the optional fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Recognized digits; `?` stands for a rejected one.
    pub(crate) number: String,
    /// Probability of the number, 0 to 1; `None` if it was rejected.
    pub(crate) confidence: Option<f32>,
    /// Drawing, or the ink found in a picture.
    pub(crate) drawing: Drawing,
    /// Time of the answer in milliseconds since 1970.
    pub(crate) time: Option<f64>,
    /// Mode: "Browser", "Server" or "Compare".
    pub(crate) mode: Option<String>,
    /// Name of the browser's engine, or address of the server.
    pub(crate) engine: Option<String>,
    /// File name of the picture, if it was read from one.
    pub(crate) file: Option<String>,
    /// Digits that the user says were drawn.
    pub(crate) label: Option<String>,
}

impl Entry {
    /// Entry without a time for an answer that was read with these settings.
    pub(crate) fn new(reading: &Reading, drawing: Drawing, settings: &Settings) -> Self {
        let engine = match settings.mode {
            Mode::Server => &*settings.server,
            Mode::Browser | Mode::Compare => settings.engine.name(),
        };
        Self {
            number: reading.stored_text(),
            confidence: reading.confidence(),
            drawing,
            mode: Some(settings.mode.name().into()),
            engine: Some(engine.into()),
            ..Self::default()
        }
    }

    /// Whether both are the same answer to the same drawing, whatever their labels.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.time == other.time && self.number == other.number && self.drawing == other.drawing
    }
}

/// Permanent ID of an entry, unique across tabs: its creation time in microseconds, or more if the
/// clock went back meanwhile. IDs give the order of entries.
///
/// Earlier versions of the page counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id(pub(super) u64);

const IDS_PER_MILLISECOND: f64 = 1_000.0;

/// Latest time that an ID can hold, in milliseconds since 1970: in the year 2255.
pub(super) const MAX_TIME: f64 = 9.0e12;

/// `Number.MAX_SAFE_INTEGER`.
const MAX_ID: f64 = 9_007_199_254_740_991.0;

impl Id {
    /// ID from a timestamp (ms) plus a random fraction in 0..1 against collisions between tabs.
    pub(super) fn new(time: f64, fraction: f64) -> Self {
        Self(((time + fraction) * IDS_PER_MILLISECOND) as u64)
    }

    /// ID of a stored key; `None` if the key is no ID.
    pub(super) fn from_key(key: f64) -> Option<Self> {
        let is_id = (0.0..=MAX_ID).contains(&key) && key.fract() == 0.0;
        is_id.then_some(Self(key as u64))
    }

    /// Key under which the entry is stored.
    pub(super) fn key(self) -> f64 {
        self.0 as f64
    }

    pub(super) fn next(self) -> Self {
        self.after(0.0)
    }

    /// A higher ID; `fraction` as in [`Self::new`].
    pub(super) fn after(self, fraction: f64) -> Self {
        Self(self.0 + 1 + (fraction * IDS_PER_MILLISECOND) as u64)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for Id {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Entry with its ID. Copies share the entry.
pub(super) type Record = (Id, Arc<Entry>);

/// New state of an ID: an entry, or `None` for a deleted one.
pub(super) type Change = (Id, Option<Arc<Entry>>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_exact_as_numbers_of_browsers() {
        let id = Id::new(1_789_000_000_123.0, 0.25);
        assert_eq!(id.key(), 1_789_000_000_123_250.0);
        assert_eq!(Id::from_key(id.key()), Some(id));
        for key in [-1.0, 0.5, 2.0 * MAX_ID, f64::NAN] {
            assert_eq!(Id::from_key(key), None);
        }
    }
}
