//! What is kept: the history, in this browser.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Date, Math};
use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use leptos::task::spawn_local;

use super::Session;
use crate::history::{Entry, History, Id, Kept};
use crate::notices::Notice;
use crate::settings::{Mode, Settings};
use crate::storage::Storage;
use crate::tabs::Tabs;

/// As many entries are loaded at once: people can draw in between.
const CHUNK: usize = 100;

/// As many entries are shown at first, and with each "Show more".
pub(crate) const PAGE: usize = 60;

/// Whether the history survives a reload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    Kept,
    /// The browser has no storage, or allows none.
    Refused,
    /// The browser stores no more.
    Full,
}

/// What becomes of the history. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Keeper {
    /// Whether it survives a reload.
    pub(crate) keeping: RwSignal<Keeping>,
    /// How many entries are stored that cannot be read.
    pub(crate) damaged: RwSignal<usize>,
    /// How many entries are shown.
    pub(crate) shown: RwSignal<usize>,
    /// What became of the last export or import.
    pub(crate) said: RwSignal<String>,
    storage: StoredValue<Option<Rc<Storage>>, LocalStorage>,
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
    /// Entries that are not stored as they are.
    unsaved: StoredValue<BTreeSet<Id>>,
    /// What waits for the whole history; `None` once it is there.
    waiting: StoredValue<Option<Vec<Box<dyn FnOnce()>>>, LocalStorage>,
}

impl Keeper {
    pub(super) fn new() -> Self {
        Self {
            keeping: RwSignal::new(Keeping::Kept),
            damaged: RwSignal::new(0),
            shown: RwSignal::new(PAGE),
            said: RwSignal::default(),
            storage: StoredValue::new_local(None),
            tabs: StoredValue::new_local(None),
            unsaved: StoredValue::default(),
            waiting: StoredValue::new_local(Some(Vec::new())),
        }
    }
}

impl Session {
    /// Clears the history; a notice offers to bring it back.
    pub(crate) fn clear_history(self) {
        self.with_whole_history(move || {
            let cleared = self.history.try_update(History::clear).unwrap_or_default();
            if !cleared.is_empty() {
                self.keep(cleared.iter().map(|&(id, _)| id));
                self.offer(Some(Notice::History(cleared)));
            }
        });
    }

    /// Deletes an entry; a notice offers to bring it back.
    pub(crate) fn delete_entry(self, id: Id) {
        let deleted = self.history.try_update(|history| history.remove(id));
        if let Some(deleted) = deleted.flatten() {
            self.keep([id]);
            self.offer(Some(Notice::Deleted(vec![deleted])));
        }
    }

    /// Notes what an entry was, as somebody says.
    pub(crate) fn label_entry(self, id: Id, label: Option<String>) {
        let is_new = self.history.try_update(|history| history.label(id, label));
        if is_new == Some(true) {
            self.keep([id]);
        }
    }

    /// Does this as soon as the whole history is there.
    pub(crate) fn with_whole_history(self, action: impl FnOnce() + 'static) {
        let mut action: Option<Box<dyn FnOnce()>> = Some(Box::new(action));
        self.keeper.waiting.update_value(|waiting| {
            if let Some(waiting) = waiting {
                waiting.extend(action.take());
            }
        });
        if let Some(action) = action {
            action();
        }
    }

    pub(super) fn load_history(self) {
        spawn_local(self.open_history());
    }

    pub(super) fn remember(self, entry: Entry) {
        let time = Date::now();
        let (mode, engine) = self.settings.with_untracked(reader);
        let entry = Entry {
            time: Some(time),
            mode: Some(mode),
            engine: Some(engine),
            ..entry
        };
        let id = Id::at(time, Math::random());
        self.history
            .update(|history| history.insert((id, Arc::new(entry))));
        self.keep([id]);
    }

    pub(super) fn restore_entries(self, entries: Vec<Kept>) {
        let restored: Vec<Id> = entries.iter().map(|&(id, _)| id).collect();
        self.history.update(|history| {
            for kept in entries {
                history.insert(kept);
            }
        });
        self.keep(restored);
    }

    /// Stores these entries as they are now, and tells the other tabs.
    pub(super) fn keep(self, changed: impl IntoIterator<Item = Id>) {
        self.keeper
            .unsaved
            .update_value(|unsaved| unsaved.extend(changed));
        self.save();
    }

    fn save(self) {
        let keeper = self.keeper;
        let Some(storage) = keeper.storage.get_value() else {
            return;
        };
        let unsaved = keeper.unsaved.try_update_value(std::mem::take);
        let unsaved = unsaved.unwrap_or_default();
        if unsaved.is_empty() {
            return;
        }
        let changes: Vec<_> = self.history.with_untracked(|history| {
            let change = |id| (id, history.entry(id).cloned());
            unsaved.into_iter().map(change).collect()
        });
        spawn_local(async move {
            let saved = storage.change(&changes).await;
            let names = changes.iter().map(|&(id, _)| id);
            if saved.is_ok() {
                keeper.keeping.set(Keeping::Kept);
                keeper.tabs.with_value(|tabs| {
                    tabs.as_ref().inspect(|tabs| tabs.tell(names));
                });
            } else {
                // With the next change there may be room for both.
                keeper.unsaved.update_value(|unsaved| unsaved.extend(names));
                keeper.keeping.set(Keeping::Full);
            }
        });
    }

    async fn open_history(self) {
        let changed = move |changed| spawn_local(self.follow(changed));
        self.keeper.tabs.set_value(Tabs::open(changed));
        if self.load_entries().await.is_err() {
            self.keeper.keeping.set(Keeping::Refused);
        }
        let waiting = self.keeper.waiting.try_update_value(Option::take);
        for action in waiting.flatten().unwrap_or_default() {
            action();
        }
        // What was read in the meantime.
        self.save();
    }

    async fn load_entries(self) -> Result<(), idb::Error> {
        let storage = Rc::new(Storage::open().await?);
        let names = storage.names().await?;
        self.keeper.storage.set_value(Some(storage.clone()));
        for chunk in names.rchunks(CHUNK) {
            let loaded = storage.load(chunk[0], chunk[chunk.len() - 1]).await?;
            let missing = chunk.len().saturating_sub(loaded.len());
            self.keeper.damaged.update(|damaged| *damaged += missing);
            self.history.update(|history| {
                // Every entry comes in front of those that are there.
                loaded
                    .into_iter()
                    .rev()
                    .for_each(|kept| history.insert(kept));
            });
        }
        Ok(())
    }

    /// Another tab has changed these entries.
    async fn follow(self, changed: Vec<Id>) {
        let Some(storage) = self.keeper.storage.get_value() else {
            return;
        };
        for id in changed {
            let Ok(mut loaded) = storage.load(id, id).await else {
                return;
            };
            self.history.update(|history| match loaded.pop() {
                Some(kept) => history.insert(kept),
                None => drop(history.remove(id)),
            });
        }
    }
}

/// Where and by what a drawing is read.
fn reader(settings: &Settings) -> (String, String) {
    let engine = match settings.mode {
        Mode::Server => &*settings.server,
        Mode::Browser | Mode::Compare => settings.engine.name(),
    };
    (settings.mode.name().into(), engine.into())
}
