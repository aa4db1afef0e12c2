use recognizer::Drawing;
use serde::{Deserialize, Serialize};

use crate::answer::Reading;

/// A prediction that is kept, with the drawing that it was made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// What was read, in digits; "?" stands for what is none.
    pub(crate) number: String,
    /// The network's probability for it; `None` if it was rejected.
    pub(crate) confidence: Option<f32>,
    /// What was drawn, or found in a picture.
    pub(crate) drawing: Drawing,
    /// The name of the picture's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
}

impl Entry {
    pub(crate) fn new(reading: &Reading, drawing: Drawing) -> Self {
        Self {
            number: reading.text(),
            confidence: reading.confidence(),
            drawing,
            file: None,
        }
    }
}

/// Everything that was read, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct History {
    entries: Vec<Entry>,
    /// How often older entries came in front, which moves all others.
    restored: usize,
}

/// Names an entry as long as it is kept in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    restored: usize,
    index: usize,
}

impl History {
    /// Where the entries are, newest first.
    pub(crate) fn newest_first(&self) -> Vec<Place> {
        let restored = self.restored;
        let indices = (0..self.entries.len()).rev();
        indices.map(|index| Place { restored, index }).collect()
    }

    /// The entry in this place, if it is still there.
    pub(crate) fn entry(&self, place: Place) -> Option<&Entry> {
        self.entries.get(place.index)
    }

    /// A copy of the entries, oldest first.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.entries.clone()
    }

    /// Whether nothing is kept.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The numbers in the order in which they were drawn: "3 1 4".
    pub(crate) fn sequence(&self) -> String {
        let numbers: Vec<&str> = self.entries.iter().map(|entry| &*entry.number).collect();
        numbers.join(" ")
    }

    /// Keeps one more prediction.
    pub(crate) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Puts entries back that are older than all that are kept.
    pub(crate) fn restore(&mut self, mut older: Vec<Entry>) {
        older.append(&mut self.entries);
        self.entries = older;
        self.restored += 1;
    }

    /// Forgets everything; `None` if there was nothing.
    pub(crate) fn clear(&mut self) -> Option<Vec<Entry>> {
        let entries = std::mem::take(&mut self.entries);
        (!entries.is_empty()).then_some(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::tests::reading;

    fn entry(number: &str) -> Entry {
        Entry {
            number: number.into(),
            confidence: Some(0.9),
            drawing: Drawing::default(),
            file: None,
        }
    }

    #[test]
    fn the_sequence_reads_in_drawing_order_and_the_list_newest_first() {
        let mut history = History::default();
        for number in ["3", "1", "4"] {
            history.push(entry(number));
        }
        assert_eq!(history.sequence(), "3 1 4");
        let places = history.newest_first();
        let entries = places.iter().filter_map(|&place| history.entry(place));
        let numbers: Vec<&str> = entries.map(|entry| &*entry.number).collect();
        assert_eq!(numbers, ["4", "1", "3"]);
    }

    #[test]
    fn rejected_digits_are_kept_as_question_marks_without_confidence() {
        let mut history = History::default();
        for text in ["3", "20?6", "?"] {
            history.push(Entry::new(&reading(text), Drawing::default()));
        }
        assert_eq!(history.sequence(), "3 20?6 ?");
        let confident = history
            .entries
            .iter()
            .map(|entry| entry.confidence.is_some());
        assert_eq!(confident.collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn cleared_entries_come_back_before_newer_ones() {
        let mut history = History::default();
        assert_eq!(history.clear(), None);
        history.push(entry("3"));
        let cleared = history.clear().expect("one entry");
        assert!(history.is_empty());
        history.push(entry("1"));
        let places = history.newest_first();
        history.restore(cleared);
        assert_eq!(history.sequence(), "3 1");
        assert!(!history.newest_first().contains(&places[0]), "it has moved");
    }
}
