//! Undo of deletions and imports, offered by notices.

use std::mem::take;

use leptos::prelude::*;

use super::HistoryStore;
use super::entry::{Change, Id, Record};
use crate::notices::Notice;

/// Earlier states that open notices offer to restore.
#[derive(Default)]
pub(super) struct UndoData {
    cleared: Vec<Record>,
    deleted: Vec<Record>,
    imported: Vec<Change>,
}

impl UndoData {
    /// Adds a deleted entry to the last `offered` ones, and forgets those before them.
    fn add_deleted(&mut self, record: Record, offered: usize) {
        let forgotten = self.deleted.len().saturating_sub(offered);
        self.deleted.drain(..forgotten);
        self.deleted.push(record);
    }
}

impl HistoryStore {
    /// Restores the entries that were cleared last.
    pub(crate) fn undo_clear(self) {
        self.restore_from(|undo| existing(take(&mut undo.cleared)));
    }

    /// Restores the deleted entries that the last notice counted.
    pub(crate) fn undo_delete(self) {
        self.restore_from(|undo| existing(take(&mut undo.deleted)));
    }

    /// Restores the state before the last import.
    pub(crate) fn undo_import(self) {
        self.restore_from(|undo| take(&mut undo.imported));
    }

    pub(super) fn offer_undo_clear(self, cleared: Vec<Record>) {
        self.update_internals(|internals| internals.undo.cleared = cleared);
        self.notices.show(Notice::HistoryCleared);
    }

    /// Offers to restore this entry together with those that the open notice counts.
    pub(super) fn offer_undo_delete(self, deleted: Record) {
        let offered = self.notices.deleted_entries();
        self.update_internals(|internals| internals.undo.add_deleted(deleted, offered));
        self.notices.show(Notice::EntriesDeleted(offered + 1));
    }

    pub(super) fn offer_undo_import(self, before: Vec<Change>) {
        self.update_internals(|internals| internals.undo.imported = before);
        self.notices.show(Notice::HistoryImported);
    }

    /// Restores and stores the earlier state of some entries.
    pub(super) fn restore(self, changes: Vec<Change>) {
        let ids: Vec<Id> = changes.iter().map(|&(id, _)| id).collect();
        self.entries.update(|entries| entries.apply(changes));
        self.save(ids);
    }

    fn restore_from(self, take: impl FnOnce(&mut UndoData) -> Vec<Change>) {
        let mut changes = Vec::new();
        self.update_internals(|internals| changes = take(&mut internals.undo));
        self.restore(changes);
    }
}

fn existing(records: Vec<Record>) -> Vec<Change> {
    let records = records.into_iter();
    records.map(|(id, entry)| (id, Some(entry))).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::history::entries::tests::entry;

    #[test]
    fn entries_deleted_while_the_notice_is_open_are_restored_together() {
        let record = |number, time| (Id::new(time, 0.0), Arc::new(entry(number)));
        let mut undo = UndoData::default();
        undo.add_deleted(record("3", 1.0), 0);
        undo.add_deleted(record("1", 2.0), 1);
        assert_eq!(undo.deleted, [record("3", 1.0), record("1", 2.0)]);
        // The notice was closed meanwhile.
        undo.add_deleted(record("4", 3.0), 0);
        assert_eq!(undo.deleted, [record("4", 3.0)]);
    }
}
