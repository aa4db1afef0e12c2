//! How the history is stored in this browser, and shared by its tabs.

use std::mem::swap;
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Keeping;
use crate::history::{Id, Stored};
use crate::session::Session;
use crate::storage::{self, Storage};
use crate::tabs::Tabs;

/// As many entries are loaded at once: people can draw in between.
const CHUNK: usize = 100;

impl Session {
    /// The history is there some time after; what others store is seen from now on.
    pub(in crate::session) fn load_history(self) {
        let _ = window_event_listener(ev::pagehide, move |_| self.leave_unsaved());
        // A browser may show this very page again: what it has left would be old some day.
        let _ = window_event_listener(ev::pageshow, move |event| {
            if event.persisted() {
                self.take_left();
            }
        });
        spawn_local(self.open_history());
    }

    /// Stores these entries as they are now, and tells the other tabs.
    pub(in crate::session) fn keep(self, changed: impl IntoIterator<Item = Id>) {
        self.keeper.change(|hidden| hidden.unsaved.extend(changed));
        self.save();
    }

    fn save(self) {
        let keeper = self.keeper;
        let Some(storage) = keeper.storage() else {
            return;
        };
        let mut unsaved = Vec::new();
        keeper.change(|hidden| {
            swap(&mut hidden.unsaved, &mut unsaved);
            hidden.saving.extend(&unsaved);
        });
        if unsaved.is_empty() {
            return;
        }
        let changes = self.stored(unsaved);
        spawn_local(async move {
            let saved = storage.change(&changes).await;
            let names = changes.iter().map(|&(id, _)| id);
            keeper.change(|hidden| {
                // One of each: the same entry may be on its way again.
                for name in names.clone() {
                    let place = hidden.saving.iter().position(|&saving| saving == name);
                    place.map(|place| hidden.saving.swap_remove(place));
                }
            });
            if saved.is_ok() {
                keeper.set(Keeping::Kept);
                keeper.change(|hidden| {
                    hidden.tabs.as_ref().inspect(|tabs| tabs.tell(names));
                });
            } else {
                // With the next change there may be room for both.
                keeper.change(|hidden| hidden.unsaved.extend(names));
                keeper.set(Keeping::Full);
            }
        });
    }

    /// These entries as they are now.
    fn stored(self, names: Vec<Id>) -> Vec<Stored> {
        self.history.with_untracked(|history| history.stored(names))
    }

    fn leave_unsaved(self) {
        self.remember_fresh();
        let mut names = Vec::new();
        self.keeper.change(|hidden| {
            names = [&*hidden.saving, &*hidden.unsaved].concat();
        });
        let is_kept = self
            .keeper
            .told
            .with_untracked(|told| told.keeping != Keeping::Refused);
        if is_kept && !names.is_empty() {
            storage::leave(self.stored(names));
        }
    }

    /// Stores what the last page could not, and what was read in the meantime.
    fn take_left(self) {
        self.restore(storage::take_left());
    }

    async fn open_history(self) {
        let changed = move |changed| spawn_local(self.follow(changed));
        let keeper = self.keeper;
        keeper.change(|hidden| hidden.tabs = Tabs::open(changed));
        if self.load_entries().await.is_err() {
            keeper.set(Keeping::Refused);
        }
        let mut waiting = None;
        keeper.change(|hidden| waiting = hidden.waiting.take());
        for action in waiting.unwrap_or_default() {
            action();
        }
        self.take_left();
    }

    async fn load_entries(self) -> Result<(), idb::Error> {
        let storage = Rc::new(Storage::open().await?);
        let names = storage.names().await?;
        let opened = storage.clone();
        self.keeper.change(|hidden| hidden.storage = Some(opened));
        for chunk in names.rchunks(CHUNK) {
            let loaded = storage.load(chunk[0], chunk[chunk.len() - 1]).await?;
            let missing = chunk.len().saturating_sub(loaded.len());
            if missing > 0 {
                self.keeper.told.update(|told| told.damaged += missing);
            }
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
        let Some(storage) = self.keeper.storage() else {
            return;
        };
        let mut news = Vec::new();
        for id in changed {
            let Ok(mut loaded) = storage.load(id, id).await else {
                return;
            };
            news.push((id, loaded.pop().map(|(_, entry)| entry)));
        }
        self.change_history(news);
    }
}
