//! What was read before, and what people say about it.

pub(crate) mod accuracy;
pub(crate) mod file;
pub(crate) mod label;
pub(crate) mod labeled;
pub(crate) mod table;

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;
use std::sync::Arc;

use recognizer::Drawing;
use serde::{Deserialize, Serialize};

use crate::answer::Reading;

/// A prediction that is kept, with the drawing that it was made from.
///
/// What is optional is missing in entries of earlier versions of the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// What was read, in digits; "?" stands for what is none.
    pub(crate) number: String,
    /// The network's probability for it; `None` if it was rejected.
    pub(crate) confidence: Option<f32>,
    /// What was drawn, or found in a picture.
    pub(crate) drawing: Drawing,
    /// When, in milliseconds since 1970.
    pub(crate) time: Option<f64>,
    /// Where it was read: "Browser", "Server" or "Compare".
    pub(crate) mode: Option<String>,
    /// By what: the program in the browser, or the server's address.
    pub(crate) engine: Option<String>,
    /// The name of the picture that it was read from, if it was one.
    pub(crate) file: Option<String>,
    /// What it was, as somebody says: digits.
    pub(crate) label: Option<String>,
}

impl Entry {
    pub(crate) fn new(reading: &Reading, drawing: Drawing) -> Self {
        Self {
            number: reading.text(),
            confidence: reading.confidence(),
            drawing,
            ..Self::default()
        }
    }

    /// Whether both are about the same drawing, whatever was said about it since.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.time == other.time && self.number == other.number && self.drawing == other.drawing
    }
}

/// Names an entry for good, also in other tabs: the microsecond in which it was made.
///
/// Earlier versions counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Id(u64);

/// In a millisecond.
const IDS: f64 = 1_000.0;

/// Larger ones are no longer told apart as the numbers of a browser.
const LARGEST: f64 = 9_007_199_254_740_991.0;

impl Id {
    /// Of an entry that is made at this time; `part`, 0 to 1, tells it from those of other tabs.
    pub(crate) fn at(time: f64, part: f64) -> Self {
        Self(((time + part) * IDS) as u64)
    }

    /// The name that is kept as this number; `None` if it is none of ours.
    pub(crate) fn of_key(key: f64) -> Option<Self> {
        let is_ours = (0.0..=LARGEST).contains(&key) && key.fract() == 0.0;
        is_ours.then_some(Self(key as u64))
    }

    /// The number that it is kept as.
    pub(crate) fn key(self) -> f64 {
        self.0 as f64
    }

    fn next(self) -> Self {
        Self(self.0 + 1)
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

/// An entry and its name. Copies share the entry.
pub(crate) type Kept = (Id, Arc<Entry>);

/// What a name stands for: an entry, or none.
pub(crate) type Stored = (Id, Option<Arc<Entry>>);

/// Everything that was read, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct History(Vec<Kept>);

impl History {
    /// The names of the newest entries, newest first.
    pub(crate) fn newest(&self, count: usize) -> Vec<Id> {
        let newest = self.0.iter().rev().take(count);
        newest.map(|&(id, _)| id).collect()
    }

    /// The entry of this name, if it is still there.
    pub(crate) fn entry(&self, id: Id) -> Option<&Arc<Entry>> {
        self.place(id).ok().map(|place| &self.0[place].1)
    }

    /// All entries, oldest first.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().map(|(_, entry)| &**entry)
    }

    /// Those whose writer said what they are, oldest first.
    pub(crate) fn labeled(&self) -> Vec<Arc<Entry>> {
        let entries = self.0.iter().map(|(_, entry)| entry);
        entries
            .filter(|entry| entry.label.is_some())
            .cloned()
            .collect()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is kept.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The numbers of the newest entries in the order in which they were drawn: "3 1 4".
    pub(crate) fn sequence(&self, count: usize) -> String {
        let older = self.len().saturating_sub(count);
        let numbers = self.entries().skip(older).map(|entry| &*entry.number);
        // What is not listed is not read out.
        let start = (older > 0).then_some("…");
        start
            .into_iter()
            .chain(numbers)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The first name from this one on that no entry has.
    pub(crate) fn free(&self, mut id: Id) -> Id {
        while self.place(id).is_ok() {
            id = id.next();
        }
        id
    }

    /// Puts an entry in its place, instead of what had its name.
    pub(crate) fn insert(&mut self, (id, entry): Kept) {
        match self.place(id) {
            Ok(place) => self.0[place].1 = entry,
            Err(place) => self.0.insert(place, (id, entry)),
        }
    }

    /// Takes an entry out; `None` if it was not there.
    pub(crate) fn remove(&mut self, id: Id) -> Option<Kept> {
        Some(self.0.remove(self.place(id).ok()?))
    }

    /// What these names stand for.
    pub(crate) fn stored(&self, names: impl IntoIterator<Item = Id>) -> Vec<Stored> {
        let names = names.into_iter();
        names.map(|id| (id, self.entry(id).cloned())).collect()
    }

    /// Forgets everything, and says what it was.
    pub(crate) fn clear(&mut self) -> Vec<Kept> {
        std::mem::take(&mut self.0)
    }

    /// Notes what an entry was. Returns whether that is new.
    pub(crate) fn label(&mut self, id: Id, label: Option<String>) -> bool {
        let Ok(place) = self.place(id) else {
            return false;
        };
        let entry = &mut self.0[place].1;
        let is_new = entry.label != label;
        Arc::make_mut(entry).label = label;
        is_new
    }

    fn place(&self, id: Id) -> Result<usize, usize> {
        self.0.binary_search_by_key(&id, |&(id, _)| id)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::answer::tests::reading;

    pub(crate) fn entry(number: &str) -> Entry {
        Entry {
            number: number.into(),
            confidence: Some(0.9),
            ..Entry::default()
        }
    }

    pub(crate) fn labeled(number: &str, label: &str) -> Entry {
        Entry {
            label: Some(label.into()),
            ..entry(number)
        }
    }

    pub(crate) fn history(entries: impl IntoIterator<Item = Entry>) -> History {
        let mut history = History::default();
        for (time, entry) in entries.into_iter().enumerate() {
            history.insert((Id(time as u64), Arc::new(entry)));
        }
        history
    }

    #[test]
    fn the_sequence_reads_in_drawing_order_and_the_list_newest_first() {
        let history = history(["3", "1", "4"].map(entry));
        assert_eq!(history.sequence(3), "3 1 4");
        assert_eq!(history.sequence(2), "… 1 4");
        assert_eq!(history.newest(2), [Id(2), Id(1)]);
    }

    #[test]
    fn rejected_digits_are_kept_as_question_marks_without_confidence() {
        let texts = ["3", "20?6", "?"];
        let entries = texts.map(|text| Entry::new(&reading(text), Drawing::default()));
        let history = history(entries);
        assert_eq!(history.sequence(9), "3 20?6 ?");
        let confident = history.entries().map(|entry| entry.confidence.is_some());
        assert_eq!(confident.collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn what_was_taken_out_comes_back_in_its_place() {
        let mut history = history(["3", "1", "4"].map(entry));
        assert_eq!(history.remove(Id(9)), None);
        let removed = history.remove(Id(1)).expect("it is there");
        assert_eq!(history.sequence(9), "3 4");
        history.insert(removed);
        assert_eq!(history.sequence(9), "3 1 4");
        let cleared = history.clear();
        assert!(history.is_empty());
        history.insert((Id(7), Arc::new(entry("5"))));
        cleared.into_iter().for_each(|kept| history.insert(kept));
        assert_eq!(history.sequence(9), "3 1 4 5");
    }

    #[test]
    fn an_entry_is_labeled_once() {
        let mut history = history([entry("7")]);
        assert!(history.label(Id(0), Some("1".into())));
        assert!(!history.label(Id(0), Some("1".into())));
        assert!(!history.label(Id(1), Some("1".into())));
        assert!(history.label(Id(0), None));
    }

    #[test]
    fn names_are_numbers_that_browsers_keep() {
        let id = Id::at(1_789_000_000_123.0, 0.25);
        assert_eq!(id.key(), 1_789_000_000_123_250.0);
        assert_eq!(Id::of_key(id.key()), Some(id));
        for key in [-1.0, 0.5, 2.0 * LARGEST, f64::NAN] {
            assert_eq!(Id::of_key(key), None);
        }
        let history = history([entry("7"), entry("7")]);
        assert_eq!(history.free(Id(0)), Id(2));
    }
}
