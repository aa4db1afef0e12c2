//! Entries in the order of their IDs.

use std::sync::Arc;

use super::entry::{Change, Entry, Id, MAX_TIME, Record};

/// All entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Entries {
    /// Oldest first.
    records: Vec<Record>,
    /// Highest ID so far, also of entries that were removed.
    highest: Id,
}

impl Entries {
    /// IDs of the newest `count` entries, newest first.
    pub(super) fn newest(&self, count: usize) -> Vec<Id> {
        let newest = self.records.iter().rev().take(count);
        newest.map(|&(id, _)| id).collect()
    }

    /// IDs in ascending order.
    pub(super) fn ids(&self) -> Vec<Id> {
        self.records.iter().map(|&(id, _)| id).collect()
    }

    /// Entry with this ID, if it exists.
    pub(super) fn get(&self, id: Id) -> Option<&Arc<Entry>> {
        self.position(id).ok().map(|index| &self.records[index].1)
    }

    /// All entries, oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.records.iter().map(|(_, entry)| &**entry)
    }

    /// Labeled entries, oldest first.
    pub(super) fn labeled(&self) -> Vec<Arc<Entry>> {
        let entries = self.records.iter().map(|(_, entry)| entry);
        entries
            .filter(|entry| entry.label.is_some())
            .cloned()
            .collect()
    }

    /// Number of entries.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is no entry.
    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Numbers of the newest `count` entries, oldest first: "3 1 4". An ellipsis stands for older ones.
    pub(super) fn sequence(&self, count: usize) -> String {
        let older = self.len().saturating_sub(count);
        let numbers = self.iter().skip(older).map(|entry| &*entry.number);
        // Screen readers read out no more than the list shows.
        let ellipsis = (older > 0).then_some("…");
        ellipsis
            .into_iter()
            .chain(numbers)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// ID of an entry that is made at this time: behind all others, because clocks go back.
    pub(super) fn new_id(&self, time: f64, fraction: f64) -> Id {
        let by_clock = Id::new(time, fraction);
        if self.highest < by_clock && time <= MAX_TIME {
            by_clock
        } else {
            self.highest.after(fraction)
        }
    }

    /// Moves these entries behind the others, unless they are there. Returns their old and new IDs.
    pub(super) fn move_to_end(&mut self, ids: &[Id], fraction: f64) -> Vec<Id> {
        let others = self.records.iter().map(|&(id, _)| id);
        let last = others.rev().find(|id| !ids.contains(id));
        let mut moved = Vec::new();
        if ids.iter().all(|&id| Some(id) > last) {
            return moved;
        }
        for &id in ids {
            if let Some((_, entry)) = self.remove(id) {
                let new = self.highest.after(fraction);
                self.insert((new, entry));
                moved.extend([id, new]);
            }
        }
        moved
    }

    /// First unused ID from this one on.
    pub(super) fn unused_id(&self, mut id: Id) -> Id {
        while self.position(id).is_ok() {
            id = id.next();
        }
        id
    }

    /// ID and entry that [`Entry::is_same`] as this one.
    pub(super) fn find_same(&self, entry: &Entry) -> Option<&Record> {
        self.records.iter().find(|(_, other)| other.is_same(entry))
    }

    /// Inserts an entry, replacing one with the same ID.
    pub(super) fn insert(&mut self, (id, entry): Record) {
        self.highest = self.highest.max(id);
        match self.position(id) {
            Ok(index) => self.records[index].1 = entry,
            Err(index) => self.records.insert(index, (id, entry)),
        }
    }

    /// Removes an entry; `None` if it does not exist.
    pub(super) fn remove(&mut self, id: Id) -> Option<Record> {
        Some(self.records.remove(self.position(id).ok()?))
    }

    /// Inserts and removes entries.
    pub(super) fn apply(&mut self, changes: Vec<Change>) {
        for (id, entry) in changes {
            match entry {
                Some(entry) => self.insert((id, entry)),
                None => drop(self.remove(id)),
            }
        }
    }

    /// Current state of these IDs, which [`Self::apply`] restores.
    pub(super) fn snapshot(&self, ids: impl IntoIterator<Item = Id>) -> Vec<Change> {
        let ids = ids.into_iter();
        ids.map(|id| (id, self.get(id).cloned())).collect()
    }

    /// Removes and returns all entries.
    pub(super) fn clear(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.records)
    }

    /// Sets or removes the label of an entry. Returns whether this changed it.
    pub(super) fn set_label(&mut self, id: Id, label: Option<String>) -> bool {
        let Ok(index) = self.position(id) else {
            return false;
        };
        let entry = &mut self.records[index].1;
        let is_new = entry.label != label;
        Arc::make_mut(entry).label = label;
        is_new
    }

    fn position(&self, id: Id) -> Result<usize, usize> {
        self.records.binary_search_by_key(&id, |&(id, _)| id)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use recognizer::Drawing;

    use super::*;
    use crate::recognition::answer::tests::reading;
    use crate::settings::Settings;

    pub(in crate::history) fn entry(number: &str) -> Entry {
        Entry {
            number: number.into(),
            confidence: Some(0.9),
            ..Entry::default()
        }
    }

    pub(in crate::history) fn labeled(number: &str, label: &str) -> Entry {
        Entry {
            label: Some(label.into()),
            ..entry(number)
        }
    }

    pub(in crate::history) fn entries(list: impl IntoIterator<Item = Entry>) -> Entries {
        let mut entries = Entries::default();
        for (time, entry) in list.into_iter().enumerate() {
            entries.insert((Id(time as u64), Arc::new(entry)));
        }
        entries
    }

    #[test]
    fn the_sequence_reads_in_drawing_order_and_the_list_newest_first() {
        let entries = entries(["3", "1", "4"].map(entry));
        assert_eq!(entries.sequence(3), "3 1 4");
        assert_eq!(entries.sequence(2), "… 1 4");
        assert_eq!(entries.newest(2), [Id(2), Id(1)]);
    }

    #[test]
    fn rejected_digits_are_kept_as_question_marks_without_confidence() {
        let settings = Settings::default();
        let read = |text| Entry::new(&reading(text), Drawing::default(), &settings);
        let entries = entries(["3", "20?6", "?"].map(read));
        assert_eq!(entries.sequence(9), "3 20?6 ?");
        let confident = entries.iter().map(|entry| entry.confidence.is_some());
        assert_eq!(confident.collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn removed_entries_return_to_their_places() {
        let mut entries = entries(["3", "1", "4"].map(entry));
        assert_eq!(entries.remove(Id(9)), None);
        let removed = entries.remove(Id(1)).expect("it exists");
        assert_eq!(entries.sequence(9), "3 4");
        entries.insert(removed);
        assert_eq!(entries.sequence(9), "3 1 4");
        let cleared = entries.clear();
        assert!(entries.is_empty());
        entries.insert((Id(7), Arc::new(entry("5"))));
        cleared
            .into_iter()
            .for_each(|record| entries.insert(record));
        assert_eq!(entries.sequence(9), "3 1 4 5");
    }

    #[test]
    fn a_snapshot_restores_entries_and_their_absence() {
        let mut entries = entries(["3", "1"].map(entry));
        let snapshot = entries.snapshot([Id(1), Id(2)]);
        entries.remove(Id(1));
        entries.insert((Id(2), Arc::new(entry("4"))));
        assert_eq!(entries.sequence(9), "3 4");
        entries.apply(snapshot);
        assert_eq!(entries.sequence(9), "3 1");
    }

    #[test]
    fn setting_the_same_label_again_changes_nothing() {
        let mut entries = entries([entry("7")]);
        assert!(entries.set_label(Id(0), Some("1".into())));
        assert!(!entries.set_label(Id(0), Some("1".into())));
        assert!(!entries.set_label(Id(1), Some("1".into())));
        assert!(entries.set_label(Id(0), None));
    }

    #[test]
    fn an_unused_id_follows_those_in_use() {
        let entries = entries([entry("7"), entry("7")]);
        assert_eq!(entries.unused_id(Id(0)), Id(2));
    }

    #[test]
    fn a_new_entry_is_the_newest_whatever_the_clock_says() {
        let now = 1_767_225_600_000.0;
        let mut entries = Entries::default();
        for (number, time) in [
            ("1", now),
            ("2", now - 3_600_000.0),
            ("3", now - 3_600_000.0),
            // Before 1970, and later than an ID can be.
            ("4", -now),
            ("5", f64::NAN),
            ("6", 2.0 * MAX_TIME),
            ("7", now + 60_000.0),
        ] {
            for fraction in [0.0, 0.999] {
                let id = entries.new_id(time, fraction);
                assert_eq!(Id::from_key(id.key()), Some(id), "{number}");
                entries.insert((id, Arc::new(entry(number))));
                assert_eq!(entries.newest(1), [id], "{number}");
            }
        }
        assert_eq!(entries.sequence(99), "1 1 2 2 3 3 4 4 5 5 6 6 7 7");
        assert_eq!(entries.newest(1), [Id::new(now + 60_000.0, 0.999)]);
    }

    #[test]
    fn an_entry_after_a_removed_one_stays_behind_it() {
        let mut entries = entries(["3", "1"].map(entry));
        let removed = entries.remove(Id(1)).expect("it exists");
        let id = entries.new_id(0.0, 0.0);
        entries.insert((id, Arc::new(entry("4"))));
        entries.insert(removed);
        assert_eq!(entries.sequence(9), "3 1 4");
    }

    #[test]
    fn entries_made_before_the_stored_ones_were_known_move_behind_them() {
        let mut entries = entries(["3", "1", "4", "5"].map(entry));
        assert!(entries.move_to_end(&[Id(2), Id(3)], 0.0).is_empty());
        let moved = entries.move_to_end(&[Id(0), Id(1), Id(9)], 0.0);
        assert_eq!(entries.sequence(9), "4 5 3 1");
        assert_eq!(moved, [Id(0), Id(4), Id(1), Id(5)]);
    }
}
