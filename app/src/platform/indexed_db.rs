//! IndexedDB databases with a single object store.

use std::rc::Rc;

use idb::{
    Database, DatabaseEvent, Factory, KeyRange, ObjectStoreParams, TransactionMode,
    TransactionResult,
};
pub(crate) use idb::{Error, ObjectStore};
use wasm_bindgen::JsValue;

const VERSION: u32 = 1;

/// Open database with its only object store, whose keys are numbers. It is closed when dropped, because an
/// open one delays those who delete it.
pub(crate) struct SingleStore {
    database: Database,
    store: &'static str,
}

impl SingleStore {
    /// Opens a database, and creates it on the first visit. `on_loss` is called when it has to be opened
    /// again, because the browser closes it, another tab deletes it, or the user clears the site's data.
    ///
    /// # Errors
    /// If the browser refuses storage.
    pub(crate) async fn open(
        database: &str,
        store: &'static str,
        on_loss: Rc<dyn Fn()>,
    ) -> Result<Self, Error> {
        let mut request = Factory::new()?.open(database, Some(VERSION))?;
        request.on_upgrade_needed(move |event| {
            let mut parameters = ObjectStoreParams::new();
            // Generated keys increase, so records come back in insertion order.
            parameters.auto_increment(true);
            if let Ok(database) = event.database() {
                // If this fails, every later call reports an error.
                let _ = database.create_object_store(store, parameters);
            }
        });
        let mut database = request.await?;
        let closed = on_loss.clone();
        database.on_close(move |_| closed());
        database.on_version_change(move |event| {
            if let Some(Ok(database)) = event.target().map(Database::try_from) {
                database.close();
            }
            on_loss();
        });
        Ok(Self { database, store })
    }

    /// All keys in ascending order.
    ///
    /// # Errors
    /// If the browser refuses.
    pub(crate) async fn keys(&self) -> Result<Vec<JsValue>, Error> {
        self.reader()?.get_all_keys(None, None)?.await
    }

    /// All values in the order of their keys.
    ///
    /// # Errors
    /// If the browser refuses.
    pub(crate) async fn values(&self) -> Result<Vec<JsValue>, Error> {
        self.reader()?.get_all(None, None)?.await
    }

    /// Keys and values from the key `first` to the key `last`, inclusive.
    ///
    /// # Errors
    /// If the browser refuses.
    pub(crate) async fn range(
        &self,
        first: f64,
        last: f64,
    ) -> Result<impl Iterator<Item = (JsValue, JsValue)> + use<>, Error> {
        let range = KeyRange::bound(&first.into(), &last.into(), None, None)?;
        let store = self.reader()?;
        let keys = store.get_all_keys(Some(range.clone().into()), None)?;
        let values = store.get_all(Some(range.into()), None)?;
        let (keys, values) = (keys.await?, values.await?);
        Ok(keys.into_iter().zip(values))
    }

    /// Runs `change` in one transaction: all of it is stored or nothing.
    ///
    /// # Errors
    /// If the browser refuses, or the storage is full.
    pub(crate) async fn write(
        &self,
        change: &dyn Fn(&ObjectStore) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let transaction = self
            .database
            .transaction(&[self.store], TransactionMode::ReadWrite)?;
        change(&transaction.object_store(self.store)?)?;
        // A full storage accepts a request, then aborts the transaction without an error.
        match transaction.commit()?.await? {
            TransactionResult::Committed => Ok(()),
            TransactionResult::Aborted => Err(Error::TransactionAbortError(JsValue::NULL)),
        }
    }

    fn reader(&self) -> Result<ObjectStore, Error> {
        let transaction = self
            .database
            .transaction(&[self.store], TransactionMode::ReadOnly)?;
        transaction.object_store(self.store)
    }
}

impl Drop for SingleStore {
    fn drop(&mut self) {
        self.database.close();
    }
}
