//! Connection to the stored history: it may be slow, and browsers close it under an open page.

use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::database::HistoryDatabase;
use super::entries::Entries;
use super::{HistoryStore, StorageState};
use crate::platform::indexed_db::Error;

/// Longest wait for the storage.
const PATIENCE: Duration = Duration::from_secs(5);

/// Timer of an answer; it stops when dropped.
pub(super) struct Timer(Option<TimeoutHandle>);

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(timer) = self.0.take() {
            timer.clear();
        }
    }
}

impl HistoryStore {
    /// Reports after [`PATIENCE`] that the storage does not answer, unless the timer is dropped before:
    /// actions then go on with the entries in memory.
    pub(super) fn patience(self) -> Timer {
        let report = move || {
            self.set_storage_state(StorageState::Silent);
            self.stop_waiting();
        };
        Timer(set_timeout_with_handle(report, PATIENCE).ok())
    }

    /// Opens the database, and again whenever the browser closes it.
    ///
    /// # Errors
    /// If the browser refuses storage.
    pub(super) async fn open_database(self) -> Result<Rc<HistoryDatabase>, Error> {
        let on_loss = move || {
            spawn_local(async move {
                let _timer = self.patience();
                let is_open = self.reopen().await.is_ok();
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
