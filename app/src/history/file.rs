//! The history as a file: what it says, what may be wrong with it, and how it comes back.

use std::sync::Arc;

use serde::Serialize;
use thiserror::Error;

use super::{Entry, History, Id, label};

/// What such a file says that it is.
const FORMAT: &str = "inkling-history";

/// Grows when older pages could not read it.
const VERSION: f64 = 1.0;

/// Larger files are none of ours: as much as 50,000 drawings take.
pub(crate) const MAX_BYTES: f64 = 200e6;

/// No number has that many digits, nor has what was rejected as one.
const LONGEST: usize = 1_000;

/// What is saved.
#[derive(Serialize)]
pub(crate) struct Export<'a> {
    format: &'a str,
    version: f64,
    entries: Vec<&'a Entry>,
}

impl<'a> Export<'a> {
    pub(crate) fn of(history: &'a History) -> Self {
        Self {
            format: FORMAT,
            version: VERSION,
            entries: history.entries().collect(),
        }
    }
}

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum FileError {
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

/// Checks what a file says that it is.
pub(crate) fn check_header(format: Option<&str>, version: Option<f64>) -> Result<(), FileError> {
    match version {
        _ if format != Some(FORMAT) => Err(FileError::Foreign),
        Some(VERSION) => Ok(()),
        Some(version) if version > VERSION => Err(FileError::Newer),
        _ => Err(FileError::Foreign),
    }
}

/// Whether an entry says what an entry can say.
pub(crate) fn is_sound(entry: &Entry) -> bool {
    let is_read = |byte: u8| byte.is_ascii_digit() || byte == b'?';
    let is_number =
        (1..=LONGEST).contains(&entry.number.len()) && entry.number.bytes().all(is_read);
    let strokes = &entry.drawing.strokes;
    let mut points = strokes.iter().flat_map(|stroke| &stroke.points);
    let is_confident = |confidence: f32| (0.0..=1.0).contains(&confidence);
    let is_label = |text: &String| label::parse(text).as_ref() == Ok(text);
    is_number
        && points.all(|point| point.is_finite())
        && entry.confidence.is_none_or(is_confident)
        && entry.label.as_ref().is_none_or(is_label)
        // Dates of browsers end there.
        && entry.time.is_none_or(|time| (0.0..=8.64e15).contains(&time))
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Merged {
    /// What is to be kept.
    pub(crate) changed: Vec<Id>,
    /// Entries that were not there.
    pub(crate) added: usize,
    /// Entries that were there, and were not labeled.
    pub(crate) labeled: usize,
    /// Entries that were there as they are.
    pub(crate) known: usize,
}

impl Merged {
    /// What people are told.
    pub(crate) fn sentence(&self, damaged: usize) -> String {
        let mut sentence = tr!("Imported {entries}", entries = entries(self.added));
        let mut add = |count: usize, what: String| {
            if count > 0 {
                sentence += &format!("; {what}");
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

/// So many entries.
pub(crate) fn entries(count: usize) -> String {
    tr!("1 entry" | "{n} entries" % count)
}

/// Adds the entries that are not there yet. What was said of the others here stays.
pub(crate) fn merge(history: &mut History, entries: Vec<Entry>) -> Merged {
    let mut merged = Merged::default();
    let mut untimed = Id(0);
    for entry in entries {
        let twin = history.0.iter().find(|(_, kept)| kept.is_same(&entry));
        let Some(&(id, ref twin)) = twin else {
            let id = match entry.time {
                Some(time) => history.free(Id::at(time, 0.0)),
                None => history.free(untimed),
            };
            if entry.time.is_none() {
                untimed = id;
            }
            history.insert((id, Arc::new(entry)));
            merged.added += 1;
            merged.changed.push(id);
            continue;
        };
        if twin.label.is_none() && entry.label.is_some() {
            history.label(id, entry.label);
            merged.labeled += 1;
            merged.changed.push(id);
        } else {
            merged.known += 1;
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use recognizer::{Drawing, Point, Stroke};

    use super::super::tests::{entry, history, labeled};
    use super::*;

    #[derive(serde::Deserialize)]
    struct Import {
        format: String,
        version: f64,
        entries: Vec<Entry>,
    }

    fn through_json(history: &History) -> Vec<Entry> {
        let text = serde_json::to_string(&Export::of(history)).expect("plain data");
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
        fn what_is_exported_comes_back_once(entries in proptest::collection::vec(any_entry(), 0..9)) {
            let mut original = History::default();
            merge(&mut original, entries);
            prop_assert!(original.entries().all(is_sound));
            let mut other = History::default();
            let merged = merge(&mut other, through_json(&original));
            prop_assert_eq!(merged.added, original.len());
            let (mut here, mut there): (Vec<_>, Vec<_>) =
                (original.entries().collect(), other.entries().collect());
            for side in [&mut here, &mut there] {
                side.sort_by_key(|entry| serde_json::to_string(entry).expect("plain data"));
            }
            prop_assert_eq!(here, there);
            let again = merge(&mut other, through_json(&original));
            prop_assert_eq!((again.added, again.changed.len()), (0, 0));
        }
    }

    #[test]
    fn an_import_adds_labels_and_changes_none() {
        let mut here = history([entry("7"), labeled("4", "9"), entry("3")]);
        let file = vec![labeled("7", "1"), labeled("4", "4"), entry("3"), entry("5")];
        let merged = merge(&mut here, file);
        assert_eq!((merged.added, merged.labeled, merged.known), (1, 1, 2));
        let labels: Vec<_> = here.entries().map(|entry| entry.label.as_deref()).collect();
        assert_eq!(labels, [Some("1"), Some("9"), None, None]);
        assert_eq!(
            merged.sentence(2),
            "Imported 1 entry; 1 labeled anew; 2 already here; 2 damaged and left out."
        );
    }

    #[test]
    fn other_files_are_told_from_ours() {
        for (format, version, expected) in [
            (Some(FORMAT), Some(1.0), Ok(())),
            (Some(FORMAT), Some(2.0), Err(FileError::Newer)),
            (Some(FORMAT), Some(0.0), Err(FileError::Foreign)),
            (Some(FORMAT), None, Err(FileError::Foreign)),
            (Some("package"), Some(1.0), Err(FileError::Foreign)),
            (None, None, Err(FileError::Foreign)),
        ] {
            assert_eq!(check_header(format, version), expected);
        }
    }

    #[test]
    fn entries_that_cannot_be_are_damaged() {
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
        assert!(is_sound(&entry("20?6")));
        assert!(is_sound(&Entry {
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
            assert!(!is_sound(&damaged), "{damaged:?}");
        }
    }
}
