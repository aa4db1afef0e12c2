//! Browser storage: the history in IndexedDB; what people chose in local storage, and the drawing in
//! session storage while an update is taken, which the page can read before it shows anything.

use idb::{Database, DatabaseEvent, Factory, ObjectStore, ObjectStoreParams, TransactionMode};
use js_sys::JSON;
use recognizer::Drawing;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::history::Entry;
use crate::settings::{Mode, Settings};

const MODE: &str = "inkling.engine";
const SERVER: &str = "inkling.server";

const DRAWING: &str = "inkling.drawing";

const DATABASE: &str = "inkling";
const HISTORY: &str = "history";
const VERSION: u32 = 1;

/// What was chosen in an earlier visit; what is missing or refused is as at the first one.
pub(crate) fn load_settings() -> Settings {
    let item = |key| local_storage()?.get_item(key).ok()?;
    Settings {
        mode: item(MODE)
            .and_then(|name| Mode::named(&name))
            .unwrap_or_default(),
        server: item(SERVER).unwrap_or_default(),
    }
}

/// Keeps what was chosen. Where the browser refuses, it lasts until the page is left.
pub(crate) fn save_settings(settings: &Settings) {
    if let Some(storage) = local_storage() {
        let _ = storage.set_item(MODE, settings.mode.name());
        let _ = storage.set_item(SERVER, &settings.server);
    }
}

/// `None` where the browser refuses it.
fn local_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Keeps the drawing until this tab has loaded the page again.
pub(crate) fn keep_drawing(drawing: &Drawing) {
    let text = JSON::stringify(&to_value(drawing)).map(String::from);
    if let (Some(storage), Ok(text)) = (session_storage(), text) {
        let _ = storage.set_item(DRAWING, &text);
    }
}

/// The drawing that was kept, once.
pub(crate) fn take_drawing() -> Option<Drawing> {
    let storage = session_storage()?;
    let text = storage.get_item(DRAWING).ok()??;
    storage.remove_item(DRAWING).ok()?;
    serde_wasm_bindgen::from_value(JSON::parse(&text).ok()?).ok()
}

/// `None` where the browser refuses it.
fn session_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// The open database.
pub(crate) struct Storage(Database);

impl Storage {
    /// Opens the database, and makes it at the first visit.
    ///
    /// # Errors
    /// If the browser refuses storage.
    pub(crate) async fn open() -> Result<Self, idb::Error> {
        let mut request = Factory::new()?.open(DATABASE, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            let mut parameters = ObjectStoreParams::new();
            // Keys grow: entries come back in the order in which they were added.
            parameters.auto_increment(true);
            if let Ok(database) = event.database() {
                // If this fails, so do all later calls, and they say so.
                let _ = database.create_object_store(HISTORY, parameters);
            }
        });
        Ok(Self(request.await?))
    }

    /// The kept entries, oldest first. Entries that cannot be read are left alone.
    ///
    /// # Errors
    /// If the browser refuses.
    pub(crate) async fn load(&self) -> Result<Vec<Entry>, idb::Error> {
        let transaction = self.0.transaction(&[HISTORY], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(HISTORY)?;
        let values = store.get_all(None, None)?.await?;
        let entries = values.into_iter();
        Ok(entries
            .filter_map(|value| serde_wasm_bindgen::from_value(value).ok())
            .collect())
    }

    /// Keeps one more entry.
    ///
    /// # Errors
    /// If the browser refuses, or the storage is full.
    pub(crate) async fn add(&self, entry: &Entry) -> Result<(), idb::Error> {
        let value = to_value(entry);
        self.write(move |store| store.add(&value, None).map(drop))
            .await
    }

    /// Replaces everything that is kept.
    ///
    /// # Errors
    /// If the browser refuses, or the storage is full: then nothing has changed.
    pub(crate) async fn replace(&self, entries: &[Entry]) -> Result<(), idb::Error> {
        let values: Vec<JsValue> = entries.iter().map(to_value).collect();
        self.write(move |store| {
            store.clear()?;
            for value in &values {
                store.add(value, None)?;
            }
            Ok(())
        })
        .await
    }

    async fn write(
        &self,
        change: impl FnOnce(&ObjectStore) -> Result<(), idb::Error>,
    ) -> Result<(), idb::Error> {
        let transaction = self.0.transaction(&[HISTORY], TransactionMode::ReadWrite)?;
        change(&transaction.object_store(HISTORY)?)?;
        transaction.commit()?.await?;
        Ok(())
    }
}

fn to_value(kept: &impl Serialize) -> JsValue {
    serde_wasm_bindgen::to_value(kept).expect("drawings and entries are plain data")
}
