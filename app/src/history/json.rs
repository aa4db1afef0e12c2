//! Exported history as JSON: its format, its validation, and merging it into a history.

use std::sync::Arc;

use serde::Serialize;
use thiserror::Error;

use super::entries::Entries;
use super::entry::{Entry, Id};
use super::label;

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
        // ECMAScript's time values end there.
        && entry.time.is_none_or(|time| (0.0..=8.64e15).contains(&time))
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
        let Some(&(id, ref existing)) = entries.find_same(&entry) else {
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
/// If the merged entries do not have an ID each.
#[cfg(any(test, fuzzing))]
pub fn fuzz(json: &[u8]) {
    let Ok(file) = serde_json::from_slice::<Import>(json) else {
        return;
    };
    let _ = check_header(Some(&file.format), Some(file.version));
    let valid: Vec<Entry> = file.entries.into_iter().filter(is_valid).collect();
    let mut entries = Entries::default();
    let merged = merge(&mut entries, valid);
    assert_eq!(entries.len(), merged.added);
    let _ = merged.sentence(0);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use recognizer::{Drawing, Point, Stroke};

    use super::super::entries::tests::{entries, entry, labeled};
    use super::*;

    fn through_json(entries: &Entries) -> Vec<Entry> {
        let text = serde_json::to_string(&Export::new(entries)).expect("plain data");
        let file: Import = serde_json::from_str(&text).expect("as it was written");
        assert_eq!(check_header(Some(&file.format), Some(file.version)), Ok(()));
        file.entries
    }

    prop_compose! {
        fn any_entry()(
            number in "[0-9?]{1,12}",
            confidence in proptest::option::of(0.0f32..=1.0),
            strokes in proptest::collection::vec(
                proptest::collection::vec((-1e3f32..3e3, -1e3f32..1e3), 0..9), 0..4),
            time in proptest::option::of(0u32..50),
            label in proptest::option::of("[0-9]{1,12}"),
            file in proptest::option::of(".{0,9}"),
        ) -> Entry {
            let stroke = |points: Vec<(f32, f32)>| points.into_iter().collect::<Stroke>();
            Entry {
                number,
                confidence,
                drawing: strokes.into_iter().map(stroke).collect(),
                time: time.map(f64::from),
                label,
                file,
                mode: Some("Browser".into()),
                engine: None,
            }
        }
    }

    proptest! {
        #[test]
        fn an_exported_history_is_imported_once(list in proptest::collection::vec(any_entry(), 0..9)) {
            let mut original = Entries::default();
            merge(&mut original, list);
            prop_assert!(original.iter().all(is_valid));
            let mut other = Entries::default();
            let merged = merge(&mut other, through_json(&original));
            prop_assert_eq!(merged.added, original.len());
            let (mut originals, mut copies): (Vec<_>, Vec<_>) =
                (original.iter().collect(), other.iter().collect());
            for side in [&mut originals, &mut copies] {
                side.sort_by_key(|entry| serde_json::to_string(entry).expect("plain data"));
            }
            prop_assert_eq!(originals, copies);
            let again = merge(&mut other, through_json(&original));
            prop_assert_eq!((again.added, again.changed.len()), (0, 0));
        }
    }

    #[test]
    fn seeds_of_the_fuzz_target_are_merged() {
        for seed in [
            include_bytes!("../../../fuzz/seeds/history/one.json").as_slice(),
            include_bytes!("../../../fuzz/seeds/history/old.json"),
            include_bytes!("../../../fuzz/seeds/history/newer.json"),
        ] {
            assert!(serde_json::from_slice::<Import>(seed).is_ok());
            fuzz(seed);
        }
    }

    #[test]
    fn an_import_adds_missing_labels_and_changes_none() {
        let mut existing = entries([entry("7"), labeled("4", "9"), entry("3")]);
        let file = vec![labeled("7", "1"), labeled("4", "4"), entry("3"), entry("5")];
        let merged = merge(&mut existing, file);
        assert_eq!((merged.added, merged.labeled, merged.known), (1, 1, 2));
        let labels: Vec<_> = existing.iter().map(|it| it.label.as_deref()).collect();
        assert_eq!(labels, [Some("1"), Some("9"), None, None]);
        assert_eq!(
            merged.sentence(2),
            "Imported 1 entry; 1 labeled anew; 2 already here; 2 damaged and left out."
        );
    }

    #[test]
    fn other_formats_and_versions_are_refused() {
        for (format, version, expected) in [
            (Some(FORMAT), Some(1.0), Ok(())),
            (Some(FORMAT), Some(2.0), Err(ImportError::Newer)),
            (Some(FORMAT), Some(0.0), Err(ImportError::Foreign)),
            (Some(FORMAT), None, Err(ImportError::Foreign)),
            (Some("package"), Some(1.0), Err(ImportError::Foreign)),
            (None, None, Err(ImportError::Foreign)),
        ] {
            assert_eq!(check_header(format, version), expected);
        }
    }

    #[test]
    fn entries_with_impossible_values_are_invalid() {
        let at = |x| {
            Drawing::from_iter([Stroke {
                points: vec![Point::new(x, 1.0)],
            }])
        };
        let changed = |change: fn(&mut Entry)| {
            let mut entry = entry("7");
            change(&mut entry);
            entry
        };
        assert!(is_valid(&entry("20?6")));
        assert!(is_valid(&Entry {
            drawing: at(5.0),
            ..entry("7")
        }));
        for damaged in [
            entry(""),
            entry("seven"),
            entry("<b>"),
            labeled("7", ""),
            labeled("7", "x"),
            labeled("7", " 7"),
            labeled("7", "1234567890123"),
            changed(|entry| entry.confidence = Some(1.5)),
            changed(|entry| entry.confidence = Some(f32::NAN)),
            changed(|entry| entry.time = Some(-1.0)),
            changed(|entry| entry.time = Some(f64::INFINITY)),
            Entry {
                drawing: at(f32::INFINITY),
                ..entry("7")
            },
        ] {
            assert!(!is_valid(&damaged), "{damaged:?}");
        }
    }
}
