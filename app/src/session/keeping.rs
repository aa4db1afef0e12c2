//! The history, and what people do with it.

mod storing;

use std::mem::swap;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Date, Math};
use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;

use super::Session;
use crate::frames::after_paint;
use crate::history::{Entry, History, Id, Kept, Stored};
use crate::notices::Notice;
use crate::settings::{Mode, Settings};
use crate::storage::Storage;
use crate::tabs::Tabs;

/// As many entries are shown at first, and with each "Show more".
pub(crate) const PAGE: usize = 30;

/// Whether the history survives a reload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    Kept,
    /// The browser has no storage, or allows none.
    Refused,
    /// The browser stores no more.
    Full,
}

/// What people are told about that.
#[derive(Clone)]
struct Told {
    keeping: Keeping,
    /// How many entries are stored that cannot be read.
    damaged: usize,
    /// How many entries are shown.
    shown: usize,
    /// What became of the last export or import.
    said: String,
}

/// What nobody sees of it.
struct Hidden {
    storage: Option<Rc<Storage>>,
    tabs: Option<Tabs>,
    /// What was read, until it is in the history.
    fresh: Vec<Entry>,
    /// Entries that are not stored as they are, and those that are stored now.
    unsaved: Vec<Id>,
    saving: Vec<Id>,
    /// What waits for the whole history; `None` once it is there.
    waiting: Option<Vec<Box<dyn FnOnce()>>>,
}

/// What becomes of the history. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Keeper {
    told: RwSignal<Told>,
    hidden: StoredValue<Hidden, LocalStorage>,
}

impl Keeper {
    pub(super) fn new() -> Self {
        Self {
            told: RwSignal::new(Told {
                keeping: Keeping::Kept,
                damaged: 0,
                shown: PAGE,
                said: String::new(),
            }),
            hidden: StoredValue::new_local(Hidden {
                storage: None,
                tabs: None,
                fresh: Vec::new(),
                unsaved: Vec::new(),
                saving: Vec::new(),
                waiting: Some(Vec::new()),
            }),
        }
    }

    /// How many entries are shown.
    pub(crate) fn shown(self) -> usize {
        self.told.with(|told| told.shown)
    }

    /// Shows so many more.
    pub(crate) fn show(self, more: usize) {
        self.told.update(|told| told.shown += more);
    }

    /// What became of the last export or import.
    pub(crate) fn said(self) -> String {
        self.told.with(|told| told.said.clone())
    }

    pub(super) fn say(self, said: String) {
        self.told.update(|told| told.said = said);
    }

    /// Whether the history survives a reload, and how many entries are stored that cannot be read.
    pub(crate) fn trouble(self) -> (Keeping, usize) {
        self.told.with(|told| (told.keeping, told.damaged))
    }

    fn set(self, keeping: Keeping) {
        let is_new = self.told.with_untracked(|told| told.keeping != keeping);
        if is_new {
            self.told.update(|told| told.keeping = keeping);
        }
    }

    fn change(self, change: impl FnOnce(&mut Hidden)) {
        self.hidden.update_value(change);
    }

    fn storage(self) -> Option<Rc<Storage>> {
        self.hidden.with_value(|hidden| hidden.storage.clone())
    }
}

impl Session {
    /// Clears the history; a notice offers to bring it back.
    pub(crate) fn clear_history(self) {
        self.with_whole_history(move || {
            // What was read before is cleared, too.
            self.remember_fresh();
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
        self.keeper.change(|hidden| {
            if let Some(waiting) = &mut hidden.waiting {
                waiting.extend(action.take());
            }
        });
        if let Some(action) = action {
            action();
        }
    }

    /// Puts what was read into the history when people see the answer.
    pub(super) fn remember(self, entry: Entry) {
        self.keeper.change(|hidden| hidden.fresh.push(entry));
        after_paint(move || self.remember_fresh());
    }

    fn remember_fresh(self) {
        let mut fresh = Vec::new();
        self.keeper
            .change(|hidden| swap(&mut hidden.fresh, &mut fresh));
        let time = Date::now();
        let (mode, engine) = self.settings.with_untracked(reader);
        for entry in fresh {
            let entry = Entry {
                time: Some(time),
                mode: Some(mode.clone()),
                engine: Some(engine.clone()),
                ..entry
            };
            let id = Id::at(time, Math::random());
            self.history
                .update(|history| history.insert((id, Arc::new(entry))));
            self.keep([id]);
        }
    }

    /// Has these entries again as they were, or no longer.
    pub(super) fn restore(self, entries: Vec<Stored>) {
        let restored: Vec<Id> = entries.iter().map(|&(id, _)| id).collect();
        self.change_history(entries);
        self.keep(restored);
    }

    /// Has these entries again.
    pub(super) fn restore_entries(self, entries: Vec<Kept>) {
        let entries = entries.into_iter();
        self.restore(entries.map(|(id, entry)| (id, Some(entry))).collect());
    }

    fn change_history(self, changes: Vec<Stored>) {
        self.history.update(|history| {
            for (id, entry) in changes {
                match entry {
                    Some(entry) => history.insert((id, entry)),
                    None => drop(history.remove(id)),
                }
            }
        });
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
