//! Stored entries in IndexedDB, keyed by their IDs.

use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsValue;

use super::entry::{Change, Entry, Id, Record};
use super::json;
use crate::platform::indexed_db::{Error, SingleStore};
use crate::platform::js_value::to_value;

const DATABASE: &str = "inkling";
const STORE: &str = "history";

/// Open database of the history.
pub(super) struct HistoryDatabase(SingleStore);

impl HistoryDatabase {
    /// Opens the database, and creates it on the first visit; `on_loss` as in [`SingleStore::open`].
    ///
    /// # Errors
    /// If the browser refuses storage.
    pub(super) async fn open(on_loss: Rc<dyn Fn()>) -> Result<Self, Error> {
        Ok(Self(SingleStore::open(DATABASE, STORE, on_loss).await?))
    }

    /// IDs of the stored entries, oldest first.
    ///
    /// # Errors
    /// If the browser refuses.
    pub(super) async fn ids(&self) -> Result<Vec<Id>, Error> {
        let keys = self.0.keys().await?;
        Ok(keys.iter().filter_map(id_from_js).collect())
    }

    /// Stored entries with the IDs `first` to `last`. Damaged ones are left out, and stay stored.
    ///
    /// # Errors
    /// If the browser refuses.
    pub(super) async fn load(&self, first: Id, last: Id) -> Result<Vec<Record>, Error> {
        let records = self.0.range(first.key(), last.key()).await?;
        Ok(records
            .filter_map(|(key, value)| Some((id_from_js(&key)?, entry_from_js(value)?)))
            .collect())
    }

    /// Stores and deletes entries, either all of them or none.
    ///
    /// # Errors
    /// If the browser refuses, or the storage is full.
    pub(super) async fn apply(&self, changes: &[Change]) -> Result<(), Error> {
        self.0
            .write(&|store| {
                for (id, entry) in changes {
                    let key = id.key().into();
                    match entry {
                        Some(entry) => drop(store.put(&to_value(&**entry), Some(&key))?),
                        None => drop(store.delete(key)?),
                    }
                }
                Ok(())
            })
            .await
    }
}

/// Reads a stored key; `None` if it is no ID.
pub(super) fn id_from_js(key: &JsValue) -> Option<Id> {
    Id::from_key(key.as_f64()?)
}

/// Reads a stored entry; `None` if it is damaged.
pub(super) fn entry_from_js(value: JsValue) -> Option<Arc<Entry>> {
    Some(Arc::new(any_entry_from_js(value).filter(json::is_valid)?))
}

/// Reads an entry that may have values beyond those that this page writes.
pub(super) fn any_entry_from_js(value: JsValue) -> Option<Entry> {
    serde_wasm_bindgen::from_value(value).ok()
}
