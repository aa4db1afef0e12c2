//! Connection to the stored history: it may be slow, and browsers close it under an open page.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::database::HistoryDatabase;
use super::entries::Entries;
use super::{HistoryStore, StorageState};
use crate::platform::indexed_db::Error;

/// Longest wait for the storage.
const PATIENCE: Duration = Duration::from_secs(5);

impl HistoryStore {
    /// Awaits the storage, and reports after [`PATIENCE`] that it does not answer: actions then go on
    /// with the entries in memory.
    pub(super) async fn in_time<T>(self, answer: impl Future<Output = T>) -> T {
        let report = move || {
            self.set_storage_state(StorageState::Silent);
            self.stop_waiting();
        };
        let timer = set_timeout_with_handle(report, PATIENCE);
        let answer = answer.await;
        if let Ok(timer) = timer {
            timer.clear();
        }
        answer
    }

    /// Opens the database, and again whenever the browser closes it.
    ///
    /// # Errors
    /// If the browser refuses storage.
    pub(super) async fn open_database(self) -> Result<Rc<HistoryDatabase>, Error> {
        let on_loss = move || {
            spawn_local(async move {
                let is_open = self.in_time(self.reopen()).await.is_ok();
                self.set_stored(is_open);
                self.save(Vec::new());
            });
        };
        let database = Rc::new(HistoryDatabase::open(Rc::new(on_loss)).await?);
        let opened = database.clone();
        self.update_internals(|internals| internals.database = Some(opened));
        Ok(database)
    }

    /// Opens the database again, which the browser has closed, and stores all entries that are missing
    /// there.
    ///
    /// # Errors
    /// If the browser refuses, or the storage is full.
    pub(super) async fn reopen(self) -> Result<Rc<HistoryDatabase>, Error> {
        let database = self.open_database().await?;
        let stored = database.ids().await?;
        let ids = self.entries.with_untracked(Entries::ids);
        // Both are in ascending order.
        let missing = ids
            .into_iter()
            .filter(|id| stored.binary_search(id).is_err());
        database.apply(&self.snapshot(missing.collect())).await?;
        Ok(database)
    }
}
