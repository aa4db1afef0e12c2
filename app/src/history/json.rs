//! Exported history as JSON: its format, its validation, and merging it into a history.

use std::sync::Arc;

use serde::Serialize;
use thiserror::Error;

use super::entries::Entries;
use super::entry::{Entry, Id};
use super::{label, times};

/// Value of the `format` field.
const FORMAT: &str = "inkling-history";

/// Value of the `version` field; to be increased when older pages could not read the file.
const VERSION: f64 = 1.0;

/// Maximum size of a file in bytes, enough for 50,000 drawings.
pub(super) const MAX_BYTES: f64 = 200e6;

/// Maximum length of a recognized number; far more than a drawing has parts.
const MAX_NUMBER_LENGTH: usize = 1_000;

/// Content of the file.
#[derive(Serialize)]
pub(super) struct Export<'a> {
    format: &'a str,
    version: f64,
    entries: Vec<&'a Entry>,
}

impl<'a> Export<'a> {
    pub(super) fn new(entries: &'a Entries) -> Self {
        Self {
            format: FORMAT,
            version: VERSION,
            entries: entries.iter().collect(),
        }
    }
}

/// Reason why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum ImportError {
    #[error("{}", tr!("The file cannot be read. Choose it again."))]
    Unreadable,
    #[error("{}", tr!("The file has {size} MB, more than a history: choose one that Export JSON has saved.", size = .0))]
    TooLarge(u64),
    #[error("{}", tr!("The file is no JSON, or not all of it is there: choose one that Export JSON has saved."))]
    NotJson,
    #[error("{}", tr!("The file is JSON, but no history: choose one that Export JSON has saved."))]
    Foreign,
    #[error("{}", tr!("A newer version of this page has saved the file: reload the page, then import it."))]
    Newer,
    #[error("{}", tr!("The file names no entries: it is damaged, or was changed by hand."))]
    NoEntries,
    #[error("{}", tr!("None of the file's entries can be read: it is damaged, or was changed by hand."))]
    AllDamaged,
}

/// Checks the `format` and `version` fields.
///
/// # Errors
/// [`ImportError::Newer`] for a later version, else [`ImportError::Foreign`].
pub(super) fn check_header(format: Option<&str>, version: Option<f64>) -> Result<(), ImportError> {
    match version {
        _ if format != Some(FORMAT) => Err(ImportError::Foreign),
        Some(VERSION) => Ok(()),
        Some(version) if version > VERSION => Err(ImportError::Newer),
        _ => Err(ImportError::Foreign),
    }
}

/// Whether all fields of an entry have values that this page writes.
pub(super) fn is_valid(entry: &Entry) -> bool {
    // ECMAScript's time values end there.
    has_valid_content(entry)
        && entry
            .time
            .is_none_or(|time| (0.0..=8.64e15).contains(&time))
}

/// Whether an entry of a file can be kept: its ID has to hold its time.
pub(super) fn is_importable(entry: &Entry) -> bool {
    has_valid_content(entry) && times::is_convertible(entry.time)
}

fn has_valid_content(entry: &Entry) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || byte == b'?';
    let is_number =
        (1..=MAX_NUMBER_LENGTH).contains(&entry.number.len()) && entry.number.bytes().all(is_digit);
    let strokes = &entry.drawing.strokes;
    let mut points = strokes.iter().flat_map(|stroke| &stroke.points);
    let is_probability = |confidence: f32| (0.0..=1.0).contains(&confidence);
    let is_label = |text: &String| label::parse(text).as_ref() == Ok(text);
    is_number
        && points.all(|point| point.is_finite())
        && entry.confidence.is_none_or(is_probability)
        && entry.label.as_ref().is_none_or(is_label)
}

/// Outcome of merging entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Merged {
    /// IDs of added and labeled entries.
    pub(super) changed: Vec<Id>,
    /// Number of new entries.
    pub(super) added: usize,
    /// Number of existing entries that got a label.
    pub(super) labeled: usize,
    /// Number of existing entries that stay as they are.
    pub(super) known: usize,
    /// Number of new entries whose time was in another unit.
    pub(super) converted: usize,
}

impl Merged {
    /// Summary for the user; `damaged` is the number of invalid entries in the file.
    pub(super) fn sentence(&self, damaged: usize) -> String {
        let mut sentence = tr!("Imported {entries}", entries = entry_count(self.added));
        let mut add = |count: usize, clause: String| {
            if count > 0 {
                sentence += &format!("; {clause}");
            }
        };
        add(
            self.labeled,
            tr!("{count} labeled anew", count = self.labeled),
        );
        add(self.known, tr!("{count} already here", count = self.known));
        add(
            self.converted,
            tr!(
                "{count} with the time converted from another unit",
                count = self.converted
            ),
        );
        add(
            damaged,
            tr!("{count} damaged and left out", count = damaged),
        );
        sentence + "."
    }
}

/// Number of entries with the noun.
pub(super) fn entry_count(count: usize) -> String {
    tr!("1 entry" | "{n} entries" % count)
}

/// Adds entries that do not exist yet, and labels existing ones that have no label.
pub(super) fn merge(entries: &mut Entries, imported: Vec<Entry>) -> Merged {
    let mut merged = Merged::default();
    let mut untimed = Id(0);
    for entry in imported {
        let converted = times::convert(&entry);
        let same = entries.find_same(&entry);
        let same = same.or_else(|| entries.find_same(converted.as_ref()?));
        let Some(&(id, ref existing)) = same else {
            merged.converted += usize::from(converted.is_some());
            let entry = converted.unwrap_or(entry);
            let id = match entry.time {
                Some(time) => entries.unused_id(Id::new(time, 0.0)),
                None => entries.unused_id(untimed),
            };
            if entry.time.is_none() {
                untimed = id;
            }
            entries.insert((id, Arc::new(entry)));
            merged.added += 1;
            merged.changed.push(id);
            continue;
        };
        if existing.label.is_none() && entry.label.is_some() {
            entries.set_label(id, entry.label);
            merged.labeled += 1;
            merged.changed.push(id);
        } else {
            merged.known += 1;
        }
    }
    merged
}

/// Fields of the file, as native tests and fuzzing parse it; the page uses the browser's parser.
#[cfg(any(test, fuzzing))]
#[derive(serde::Deserialize)]
struct Import {
    format: String,
    version: f64,
    entries: Vec<Entry>,
}

/// Parses, checks and merges an exported history, for the fuzz target `history`.
///
/// # Panics
/// If the merged entries do not have an ID each, under which they can be stored.
#[cfg(any(test, fuzzing))]
pub fn fuzz(json: &[u8]) {
    let Ok(file) = serde_json::from_slice::<Import>(json) else {
        return;
    };
    let _ = check_header(Some(&file.format), Some(file.version));
    let valid: Vec<Entry> = file.entries.into_iter().filter(is_importable).collect();
    let mut entries = Entries::default();
    let merged = merge(&mut entries, valid);
    assert_eq!(entries.len(), merged.added);
    // Those alone are found again when the page is loaded.
    assert!(entries.iter().all(is_valid));
    let is_kept = |id: &Id| Id::from_key(id.key()) == Some(*id);
    assert!(merged.changed.iter().all(is_kept));
    let _ = merged.sentence(0);
}

#[cfg(test)]
mod tests;
