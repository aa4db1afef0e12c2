//! What is kept: the history, in this browser.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Session;
use crate::history::{Entry, History};
use crate::notices::Notice;
use crate::storage::Storage;

impl Session {
    /// Clears the history; a notice offers to bring it back.
    pub(crate) fn clear_history(self) {
        let cleared = self.history.try_update(History::clear).flatten();
        if cleared.is_some() {
            self.keep_history();
        }
        self.offer(cleared.map(Notice::History));
    }

    pub(super) fn load_history(self) {
        spawn_local(self.open_history());
    }

    pub(super) fn remember(self, entry: Entry) {
        self.history.update(|history| history.push(entry.clone()));
        self.store(async move |storage| storage.add(&entry).await);
    }

    pub(super) fn keep_history(self) {
        let entries = self.history.with_untracked(History::entries);
        self.store(async move |storage| storage.replace(&entries).await);
    }

    async fn open_history(self) {
        let Ok(storage) = Storage::open().await else {
            return self.history_is_kept.set(false);
        };
        match storage.load().await {
            Ok(entries) => self.history.update(|history| history.restore(entries)),
            Err(_) => self.history_is_kept.set(false),
        }
        self.storage.set_value(Some(Rc::new(storage)));
    }

    fn store(self, write: impl AsyncFnOnce(Rc<Storage>) -> Result<(), idb::Error> + 'static) {
        let Some(storage) = self.storage.get_value() else {
            return;
        };
        spawn_local(async move {
            if write(storage).await.is_err() {
                self.history_is_kept.set(false);
            }
        });
    }
}
