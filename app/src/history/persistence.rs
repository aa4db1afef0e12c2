//! Loading and storing of the history, shared by the tabs of this page.

use std::mem::take;
use std::rc::Rc;

use js_sys::Math;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::database::HistoryDatabase;
use super::entry::{Change, Id};
use super::tab_sync::TabSync;
use super::{HistoryStore, StorageState, handover};
use crate::platform::indexed_db::Error;

/// Number of entries loaded at once: between chunks, the page handles other events.
const CHUNK: usize = 100;

/// IDs of entries whose current state is not stored yet.
#[derive(Default)]
pub(super) struct PendingWrites {
    unsaved: Vec<Id>,
    in_flight: Vec<Id>,
}

impl PendingWrites {
    fn add(&mut self, ids: impl IntoIterator<Item = Id>) {
        self.unsaved.extend(ids);
    }

    /// Moves the unsaved IDs to those in flight, and returns them.
    fn begin(&mut self) -> Vec<Id> {
        let ids = take(&mut self.unsaved);
        self.in_flight.extend(&ids);
        ids
    }

    /// Removes IDs in flight once each, because the same entry may be in flight again. Those that could
    /// not be stored are unsaved again, to be retried with the next change.
    fn finish(&mut self, ids: impl Iterator<Item = Id>, is_stored: bool) {
        for id in ids {
            if let Some(index) = self.in_flight.iter().position(|&it| it == id) {
                self.in_flight.swap_remove(index);
            }
            if !is_stored {
                self.unsaved.push(id);
            }
        }
    }

    fn all(&self) -> Vec<Id> {
        [&*self.in_flight, &*self.unsaved].concat()
    }
}

impl HistoryStore {
    /// Starts to load the stored entries, and follows other tabs from now on.
    pub(crate) fn load(self) {
        let _ = window_event_listener(ev::pagehide, move |_| self.hand_over_unsaved());
        // A page restored from the back/forward cache takes back what it has handed over, before that
        // is out of date.
        let _ = window_event_listener(ev::pageshow, move |event| {
            if event.persisted() {
                self.take_handed_over();
            }
        });
        spawn_local(self.load_all());
    }

    /// Stores the current state of these entries, and notifies the other tabs.
    pub(super) fn save(self, changed: impl IntoIterator<Item = Id>) {
        self.update_internals(|internals| internals.writes.add(changed));
        let Some(database) = self.database() else {
            return;
        };
        let mut ids = Vec::new();
        self.update_internals(|internals| ids = internals.writes.begin());
        if !ids.is_empty() {
            spawn_local(self.write(database, self.snapshot(ids)));
        }
    }

    fn database(self) -> Option<Rc<HistoryDatabase>> {
        self.internals
            .with_value(|internals| internals.database.clone())
    }

    async fn write(self, database: Rc<HistoryDatabase>, changes: Vec<Change>) {
        let timer = self.patience();
        let mut is_stored = database.apply(&changes).await.is_ok();
        // The browser may have closed or cleared the database.
        if !is_stored && let Ok(database) = self.reopen().await {
            is_stored = database.apply(&changes).await.is_ok();
        }
        drop(timer);
        let ids = changes.iter().map(|&(id, _)| id);
        self.update_internals(|internals| {
            internals.writes.finish(ids.clone(), is_stored);
            if is_stored {
                internals.tabs.as_ref().inspect(|tabs| tabs.notify(ids));
            }
        });
        self.set_stored(is_stored);
    }

    /// Reports whether the last changes are stored.
    pub(super) fn set_stored(self, is_stored: bool) {
        let is_loading = self
            .internals
            .with_value(|internals| internals.early.is_some());
        if !is_stored {
            self.set_storage_state(StorageState::Full);
        } else if !is_loading {
            self.set_storage_state(StorageState::Available);
        }
    }

    pub(super) fn snapshot(self, ids: Vec<Id>) -> Vec<Change> {
        self.entries.with_untracked(|entries| entries.snapshot(ids))
    }

    fn hand_over_unsaved(self) {
        self.record_now();
        let mut ids = Vec::new();
        self.update_internals(|internals| ids = internals.writes.all());
        let state = self.status.with_untracked(|status| status.storage);
        if state != StorageState::Refused && !ids.is_empty() {
            handover::hand_over(self.snapshot(ids));
        }
    }

    /// Stores the changes that the last page could not, and those made before the history was loaded.
    fn take_handed_over(self) {
        self.restore(handover::take());
    }

    async fn load_all(self) {
        let on_change = move |changed| spawn_local(self.reload(changed));
        self.update_internals(|internals| internals.tabs = TabSync::open(on_change));
        // The browser may close the database meanwhile.
        let is_loaded = self.load_entries().await.is_ok() || self.load_entries().await.is_ok();
        self.set_storage_state(if is_loaded {
            StorageState::Available
        } else {
            StorageState::Refused
        });
        self.stop_waiting();
        let mut early = None;
        self.update_internals(|internals| early = internals.early.take());
        let early = early.unwrap_or_default();
        let moved = self
            .entries
            .try_update(|entries| entries.move_to_end(&early, Math::random()));
        self.save(moved.unwrap_or_default());
    }

    /// Runs the actions that wait for the whole history, unless they have run.
    pub(super) fn stop_waiting(self) {
        let mut waiting = None;
        self.update_internals(|internals| waiting = internals.waiting.take());
        if let Some(actions) = waiting {
            self.take_handed_over();
            actions.into_iter().for_each(|action| action());
        }
    }

    async fn load_entries(self) -> Result<(), Error> {
        let mut _timer = self.patience();
        let database = self.open_database().await?;
        let ids = database.ids().await?;
        self.status.update(|status| status.damaged = 0);
        // Newest first, as the list shows them.
        for chunk in ids.rchunks(CHUNK) {
            _timer = self.patience();
            let loaded = database.load(chunk[0], chunk[chunk.len() - 1]).await?;
            let damaged = chunk.len().saturating_sub(loaded.len());
            if damaged > 0 {
                self.status.update(|status| status.damaged += damaged);
            }
            let pending = self.pending();
            self.entries.update(|entries| {
                // From the newest on, each entry is inserted in front of the others.
                for record in loaded.into_iter().rev() {
                    // What is changed already is newer.
                    if !pending.contains(&record.0) {
                        entries.insert(record);
                    }
                }
            });
        }
        Ok(())
    }

    /// IDs of entries whose current state is not stored yet.
    fn pending(self) -> Vec<Id> {
        self.internals
            .with_value(|internals| internals.writes.all())
    }

    /// Loads entries again that another tab has changed.
    async fn reload(self, changed: Vec<Id>) {
        let Some(database) = self.database() else {
            return;
        };
        let mut changes = Vec::new();
        for id in changed {
            let Ok(mut loaded) = database.load(id, id).await else {
                return;
            };
            changes.push((id, loaded.pop().map(|(_, entry)| entry)));
        }
        self.entries.update(|entries| entries.apply(changes));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_in_flight_twice_stays_pending_until_both_writes_finish() {
        let id = Id::new(1.0, 0.0);
        let mut writes = PendingWrites::default();
        for _ in 0..2 {
            writes.add([id]);
            assert_eq!(writes.begin(), [id]);
        }
        writes.finish([id].into_iter(), true);
        assert_eq!(writes.all(), [id]);
        writes.finish([id].into_iter(), true);
        assert!(writes.all().is_empty());
    }

    #[test]
    fn entries_that_could_not_be_stored_are_written_with_the_next_change() {
        let [first, second] = [1.0, 2.0].map(|time| Id::new(time, 0.0));
        let mut writes = PendingWrites::default();
        writes.add([first]);
        let ids = writes.begin();
        writes.finish(ids.into_iter(), false);
        writes.add([second]);
        assert_eq!(writes.begin(), [first, second]);
    }
}
