//! Browser storage: the history in IndexedDB; what people chose in local storage, and the drawing in
//! session storage while an update is taken, which the page can read before it shows anything. Local
//! storage also has what a page was storing when it was left.
//! Somebody's own model has a database for itself, so that the history's stays as older pages know
//! it.

use std::sync::Arc;

use idb::{
    Database, DatabaseEvent, Factory, KeyRange, ObjectStore, ObjectStoreParams, TransactionMode,
    TransactionResult,
};
use js_sys::{Array, JSON, Uint8Array};
use recognizer::{Drawing, PixelConvention};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::history::{Entry, Id, Kept, Stored, file};
use crate::language::Language;
use crate::pen::{Color, Pen};
use crate::settings::{BrowserEngine, Mode, Pause, Settings};

// first/network.js reads these two, the language and the drawing.
const MODE: &str = "inkling.engine";
const BROWSER: &str = "inkling.browser";

const SERVER: &str = "inkling.server";
const PEN_COLOR: &str = "inkling.pen.color";
const PEN_SIZE: &str = "inkling.pen.size";
const GUESSES: &str = "inkling.guesses";
const PAUSE: &str = "inkling.pause";
const EXPLAINS: &str = "inkling.explains";
const LANGUAGE: &str = "inkling.language";

/// What is stored for what is switched off.
const OFF: &str = "off";
const ON: &str = "on";

const DRAWING: &str = "inkling.drawing";
const LEFT: &str = "inkling.left";

const DATABASE: &str = "inkling";
const HISTORY: &str = "history";
const MODEL_DATABASE: &str = "inkling-model";
const MODEL: &str = "model";
const VERSION: u32 = 1;

/// What was chosen in an earlier visit; what is missing or refused is as at the first one.
pub(crate) fn load_settings() -> Settings {
    let item = |key| local_storage()?.get_item(key).ok()?;
    Settings {
        mode: item(MODE)
            .and_then(|name| Mode::named(&name))
            .unwrap_or_default(),
        engine: item(BROWSER)
            .and_then(|name| BrowserEngine::named(&name))
            .unwrap_or_default(),
        server: item(SERVER).unwrap_or_default(),
        pen: Pen {
            color: item(PEN_COLOR)
                .and_then(|name| Color::named(&name))
                .unwrap_or_default(),
            size: item(PEN_SIZE)
                .and_then(|size| Pen::parse_size(&size))
                .unwrap_or(Pen::default().size),
        },
        guesses: item(GUESSES).as_deref() != Some(OFF),
        pause: item(PAUSE)
            .and_then(|name| Pause::named(&name))
            .unwrap_or_default(),
        explains: item(EXPLAINS).as_deref() == Some(ON),
    }
}

/// Keeps what was chosen. Where the browser refuses, it lasts until the page is left.
pub(crate) fn save_settings(settings: &Settings) {
    if let Some(storage) = local_storage() {
        let _ = storage.set_item(MODE, settings.mode.name());
        let _ = storage.set_item(BROWSER, settings.engine.name());
        let _ = storage.set_item(SERVER, &settings.server);
        let _ = storage.set_item(PEN_COLOR, settings.pen.color.name());
        let _ = storage.set_item(PEN_SIZE, &settings.pen.size.to_string());
        let _ = storage.set_item(GUESSES, if settings.guesses { ON } else { OFF });
        let _ = storage.set_item(PAUSE, settings.pause.name());
        let _ = storage.set_item(EXPLAINS, if settings.explains { ON } else { OFF });
    }
}

/// The language that was chosen in an earlier visit, if one was.
pub(crate) fn load_language() -> Option<Language> {
    Language::tagged(&local_storage()?.get_item(LANGUAGE).ok()??)
}

/// Keeps the language that was chosen, as [`save_settings`] does.
pub(crate) fn save_language(language: Language) {
    if let Some(storage) = local_storage() {
        let _ = storage.set_item(LANGUAGE, language.tag());
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

/// Leaves these for the next page, beside what other tabs have left: a page that is left finishes no
/// transaction.
pub(crate) fn leave(entries: Vec<Stored>) {
    let pair = |(id, entry): &Stored| {
        let entry = entry
            .as_ref()
            .map_or(JsValue::NULL, |entry| to_json(&**entry));
        Array::of2(&id.key().into(), &entry)
    };
    let entries: Vec<_> = take_left().into_iter().chain(entries).collect();
    let text = JSON::stringify(&entries.iter().map(pair).collect::<Array>()).map(String::from);
    if let (Some(storage), Ok(text)) = (local_storage(), text) {
        let _ = storage.set_item(LEFT, &text);
    }
}

/// What the last page has left, once.
pub(crate) fn take_left() -> Vec<Stored> {
    let take = || {
        let storage = local_storage()?;
        let text = storage.get_item(LEFT).ok()??;
        storage.remove_item(LEFT).ok()?;
        JSON::parse(&text).ok()
    };
    let left = take().map_or_else(Array::new, |left| Array::from(&left));
    left.iter()
        .filter_map(|pair| stored(&Array::from(&pair)))
        .collect()
}

fn stored(pair: &Array) -> Option<Stored> {
    let (id, value) = (id(&pair.get(0))?, pair.get(1));
    match value.is_null() {
        true => Some((id, None)),
        false => Some((id, Some(entry(value)?))),
    }
}

/// `None` where the browser refuses it.
fn session_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// What is done to a store.
type Change<'a> = &'a dyn Fn(&ObjectStore) -> Result<(), idb::Error>;

/// The open database.
pub(crate) struct Storage(Database);

impl Storage {
    /// Opens the database, and makes it at the first visit.
    ///
    /// # Errors
    /// If the browser refuses storage.
    pub(crate) async fn open() -> Result<Self, idb::Error> {
        Ok(Self(open(DATABASE, HISTORY).await?))
    }

    /// The names of the kept entries, oldest first.
    ///
    /// # Errors
    /// If the browser refuses.
    pub(crate) async fn names(&self) -> Result<Vec<Id>, idb::Error> {
        let keys = self.store()?.get_all_keys(None, None)?.await?;
        Ok(keys.iter().filter_map(id).collect())
    }

    /// The kept entries from the first to the last of these names. Those that cannot be read are
    /// left out, and left alone.
    ///
    /// # Errors
    /// If the browser refuses.
    pub(crate) async fn load(&self, first: Id, last: Id) -> Result<Vec<Kept>, idb::Error> {
        let range = KeyRange::bound(&first.key().into(), &last.key().into(), None, None)?;
        let store = self.store()?;
        let keys = store.get_all_keys(Some(range.clone().into()), None)?;
        let values = store.get_all(Some(range.into()), None)?;
        let (keys, values) = (keys.await?, values.await?);
        let kept = keys.iter().zip(values);
        Ok(kept
            .filter_map(|(key, value)| Some((id(key)?, entry(value)?)))
            .collect())
    }

    /// Keeps the entries, and forgets those names that have none. Either all of it is done or
    /// nothing.
    ///
    /// # Errors
    /// If the browser refuses, or the storage is full.
    pub(crate) async fn change(&self, changes: &[Stored]) -> Result<(), idb::Error> {
        self.write(&|store| {
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

    fn store(&self) -> Result<ObjectStore, idb::Error> {
        let transaction = self.0.transaction(&[HISTORY], TransactionMode::ReadOnly)?;
        transaction.object_store(HISTORY)
    }

    async fn write(&self, change: Change<'_>) -> Result<(), idb::Error> {
        write(&self.0, HISTORY, change).await
    }
}

/// A model of somebody's own, as it is kept.
#[derive(Clone)]
pub(crate) struct KeptModel {
    pub(crate) name: String,
    pub(crate) file: Blob,
    pub(crate) convention: PixelConvention,
}

/// The model of an earlier visit; `None` if there is none or the browser refuses.
pub(crate) async fn load_model() -> Option<KeptModel> {
    let database = open(MODEL_DATABASE, MODEL).await.ok()?;
    let transaction = database.transaction(&[MODEL], TransactionMode::ReadOnly);
    let store = transaction.ok()?.object_store(MODEL).ok()?;
    let kept = store.get_all(None, None).ok()?.await.ok()?.pop()?;
    let kept: Array = kept.dyn_into().ok()?;
    let convention = Uint8Array::new(&kept.get(2)).to_vec();
    Some(KeptModel {
        name: kept.get(0).as_string()?,
        file: Blob::new_with_buffer_source_sequence(&Array::of1(&kept.get(1))).ok()?,
        convention: protocol::decode(&convention).ok()?,
    })
}

/// Keeps a model for later visits. Where the browser refuses, it lasts until the page is left.
pub(crate) async fn keep_model(kept: KeptModel) {
    // Not the file itself: WebKit keeps none in private windows.
    let Ok(content) = JsFuture::from(kept.file.array_buffer()).await else {
        return;
    };
    let convention = Uint8Array::from(&*protocol::encode(&kept.convention));
    let value = Array::of3(&kept.name.into(), &content, &convention);
    let keep = |store: &ObjectStore| {
        store.clear()?;
        store.add(&value, None).map(drop)
    };
    let _ = change_model(&keep).await;
}

/// Keeps it no longer.
pub(crate) async fn forget_model() {
    let _ = change_model(&|store| store.clear().map(drop)).await;
}

async fn change_model(change: Change<'_>) -> Result<(), idb::Error> {
    let database = open(MODEL_DATABASE, MODEL).await?;
    write(&database, MODEL, change).await
}

/// Opens a database with one store, and makes it at the first visit.
async fn open(name: &str, store: &'static str) -> Result<Database, idb::Error> {
    let mut request = Factory::new()?.open(name, Some(VERSION))?;
    request.on_upgrade_needed(move |event| {
        let mut parameters = ObjectStoreParams::new();
        // Keys grow: entries come back in the order in which they were added.
        parameters.auto_increment(true);
        if let Ok(database) = event.database() {
            // If this fails, so do all later calls, and they say so.
            let _ = database.create_object_store(store, parameters);
        }
    });
    request.await
}

async fn write(database: &Database, store: &str, change: Change<'_>) -> Result<(), idb::Error> {
    let transaction = database.transaction(&[store], TransactionMode::ReadWrite)?;
    change(&transaction.object_store(store)?)?;
    // A full storage refuses what it had taken: the transaction is aborted without an error.
    match transaction.commit()?.await? {
        TransactionResult::Committed => Ok(()),
        TransactionResult::Aborted => Err(idb::Error::TransactionAbortError(JsValue::NULL)),
    }
}

fn id(key: &JsValue) -> Option<Id> {
    Id::of_key(key.as_f64()?)
}

/// The entry that this is; `None` if it is damaged.
pub(crate) fn entry(value: JsValue) -> Option<Arc<Entry>> {
    let entry = serde_wasm_bindgen::from_value(value).ok()?;
    file::is_sound(&entry).then(|| Arc::new(entry))
}

/// The same as text can hold it.
pub(crate) fn to_json(kept: &impl Serialize) -> JsValue {
    let json = kept.serialize(&Serializer::json_compatible());
    json.expect("drawings and entries are plain data")
}

/// What is kept of something.
pub(crate) fn to_value(kept: &impl Serialize) -> JsValue {
    serde_wasm_bindgen::to_value(kept).expect("drawings and entries are plain data")
}
