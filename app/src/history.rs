//! History of answers: entries with their drawings and labels, stored in this browser.

mod accuracy;
mod connection;
mod csv;
mod database;
mod entries;
mod entry;
mod handover;
mod idx;
mod import_export;
mod json;
mod label;
mod persistence;
mod tab_sync;
mod times;
mod undo;
mod view;
mod zip;

use std::mem::take;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Date, Math};
use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;

use crate::engines::Engines;
use crate::notices::Notices;
use crate::platform::after_paint::after_paint;
use database::HistoryDatabase;
use entries::Entries;
pub(crate) use entry::Entry;
use entry::{Id, MAX_TIME};
#[cfg(any(test, fuzzing))]
pub use json::fuzz as fuzz_json;
use persistence::PendingWrites;
use tab_sync::TabSync;
use undo::UndoData;
pub(crate) use view::HistoryView;

/// Number of entries shown at first, and added by each "Show more".
const PAGE_SIZE: usize = 30;

/// Whether the browser stores the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StorageState {
    Available,
    /// The browser has no storage or refuses it.
    Refused,
    /// The last write failed for lack of space.
    Full,
    /// It has not answered in time.
    Silent,
}

/// State shown in the UI beside the entries.
#[derive(Clone)]
struct HistoryStatus {
    storage: StorageState,
    /// Number of stored entries that cannot be read.
    damaged: usize,
    /// Maximum number of entries in the list.
    shown: usize,
    /// Outcome of the last export or import.
    message: String,
}

/// State that no view depends on.
struct HistoryInternals {
    /// `None` until it is open, and where the browser refuses storage.
    database: Option<Rc<HistoryDatabase>>,
    tabs: Option<TabSync>,
    /// New entries, until the answer has been painted.
    unrecorded: Vec<Entry>,
    /// IDs of entries made before the history was loaded; `None` from then on.
    early: Option<Vec<Id>>,
    writes: PendingWrites,
    undo: UndoData,
    /// Actions that wait for the whole history; `None` once it is loaded.
    waiting: Option<Vec<Box<dyn FnOnce()>>>,
}

/// Handle of the history. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct HistoryStore {
    entries: RwSignal<Entries>,
    status: RwSignal<HistoryStatus>,
    internals: StoredValue<HistoryInternals, LocalStorage>,
    notices: Notices,
    engines: Engines,
}

impl HistoryStore {
    /// Empty history, which [`Self::load`] fills. It offers to undo deletions in `notices`, and splits
    /// numbers into digits for export by `engines`.
    pub(crate) fn new(notices: Notices, engines: Engines) -> Self {
        Self {
            entries: RwSignal::default(),
            status: RwSignal::new(HistoryStatus {
                storage: StorageState::Available,
                damaged: 0,
                shown: PAGE_SIZE,
                message: String::new(),
            }),
            internals: StoredValue::new_local(HistoryInternals {
                database: None,
                tabs: None,
                unrecorded: Vec::new(),
                early: Some(Vec::new()),
                writes: PendingWrites::default(),
                undo: UndoData::default(),
                waiting: Some(Vec::new()),
            }),
            notices,
            engines,
        }
    }

    /// Adds an entry after the next paint, so that the answer appears first.
    pub(crate) fn record(self, entry: Entry) {
        self.update_internals(|internals| internals.unrecorded.push(entry));
        after_paint(move || self.record_now());
    }

    /// Removes all entries, and offers to undo that.
    fn clear(self) {
        self.when_loaded(move || {
            // Includes answers that are not painted yet.
            self.record_now();
            let cleared = self.entries.try_update(Entries::clear).unwrap_or_default();
            if !cleared.is_empty() {
                self.save(cleared.iter().map(|&(id, _)| id));
                self.offer_undo_clear(cleared);
                self.report(String::new());
            }
        });
    }

    /// Removes an entry, and offers to undo that.
    fn delete(self, id: Id) {
        let deleted = self.entries.try_update(|entries| entries.remove(id));
        if let Some(deleted) = deleted.flatten() {
            self.save([id]);
            self.offer_undo_delete(deleted);
        }
    }

    /// Sets or removes the label of an entry.
    fn set_label(self, id: Id, label: Option<String>) {
        let is_new = self.entries.try_update(|it| it.set_label(id, label));
        if is_new == Some(true) {
            self.save([id]);
        }
    }

    /// Runs an action as soon as the whole history is loaded.
    fn when_loaded(self, action: impl FnOnce() + 'static) {
        let mut action: Option<Box<dyn FnOnce()>> = Some(Box::new(action));
        self.update_internals(|internals| {
            if let Some(waiting) = &mut internals.waiting {
                waiting.extend(action.take());
            }
        });
        if let Some(action) = action {
            action();
        }
    }

    fn record_now(self) {
        let mut unrecorded = Vec::new();
        self.update_internals(|internals| unrecorded = take(&mut internals.unrecorded));
        let now = Date::now();
        // Other times are not valid in a file.
        let time = Some(now).filter(|now| (0.0..=MAX_TIME).contains(now));
        for entry in unrecorded {
            let entry = Arc::new(Entry { time, ..entry });
            let mut id = Id::default();
            self.entries.update(|entries| {
                id = entries.new_id(now, Math::random());
                entries.insert((id, entry));
            });
            self.update_internals(|internals| {
                if let Some(early) = &mut internals.early {
                    early.push(id);
                }
            });
            self.save([id]);
        }
    }

    fn entry(self, id: Id) -> Option<Arc<Entry>> {
        self.entries.with_untracked(|it| it.get(id).cloned())
    }

    fn shown(self) -> usize {
        self.status.with(|status| status.shown)
    }

    fn show_more(self) {
        self.status.update(|status| status.shown += PAGE_SIZE);
    }

    fn status_message(self) -> String {
        self.status.with(|status| status.message.clone())
    }

    fn set_status_message(self, message: String) {
        self.status.update(|status| status.message = message);
    }

    /// Shows the outcome of an action on all entries, and whether stored ones may be missing.
    fn report(self, outcome: String) {
        let is_silent = self.status.with_untracked(|status| status.storage) == StorageState::Silent;
        let warning = if is_silent { silence() } else { String::new() };
        self.set_status_message([outcome, warning].join(" ").trim().into());
    }

    /// State of the storage, and the number of stored entries that cannot be read.
    fn storage_state(self) -> (StorageState, usize) {
        self.status.with(|status| (status.storage, status.damaged))
    }

    fn set_storage_state(self, state: StorageState) {
        let is_new = self.status.with_untracked(|status| status.storage != state);
        if is_new {
            self.status.update(|status| status.storage = state);
        }
    }

    fn update_internals(self, update: impl FnOnce(&mut HistoryInternals)) {
        self.internals.update_value(update);
    }
}

/// Warning about storage that does not answer, and what the user can do.
fn silence() -> String {
    tr!(
        "This browser's storage does not answer: here is only what the page has in memory. Export the \
         history, then open the page again."
    )
}
