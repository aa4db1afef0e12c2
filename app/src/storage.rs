//! Browser storage: what people chose in local storage, and the drawing in session storage while an
//! update is taken, which the page can read before it shows anything.
//! Somebody's own model has a database for itself, so that the history's stays as older pages know
//! it.

use js_sys::{Array, JSON, Uint8Array};
use recognizer::{Drawing, PixelConvention};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::pen::{Color, Pen};
use crate::platform::indexed_db::{Error, ObjectStore, SingleStore};
use crate::platform::js_value::to_value;
use crate::platform::local_storage;
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

/// What is stored for what is switched off.
const OFF: &str = "off";
const ON: &str = "on";

const DRAWING: &str = "inkling.drawing";

const MODEL_DATABASE: &str = "inkling-model";
const MODEL: &str = "model";

/// What was chosen in an earlier visit; what is missing or refused is as at the first one.
pub(crate) fn load_settings() -> Settings {
    let item = local_storage::get;
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
    let flag = |is_on| if is_on { ON } else { OFF };
    local_storage::set(MODE, settings.mode.name());
    local_storage::set(BROWSER, settings.engine.name());
    local_storage::set(SERVER, &settings.server);
    local_storage::set(PEN_COLOR, settings.pen.color.name());
    local_storage::set(PEN_SIZE, &settings.pen.size.to_string());
    local_storage::set(GUESSES, flag(settings.guesses));
    local_storage::set(PAUSE, settings.pause.name());
    local_storage::set(EXPLAINS, flag(settings.explains));
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

/// A model of somebody's own, as it is kept.
#[derive(Clone)]
pub(crate) struct KeptModel {
    pub(crate) name: String,
    pub(crate) file: Blob,
    pub(crate) convention: PixelConvention,
}

/// The model of an earlier visit; `None` if there is none or the browser refuses.
pub(crate) async fn load_model() -> Option<KeptModel> {
    let database = SingleStore::open(MODEL_DATABASE, MODEL).await.ok()?;
    let kept = database.values().await.ok()?.pop()?;
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

async fn change_model(change: &dyn Fn(&ObjectStore) -> Result<(), Error>) -> Result<(), Error> {
    let database = SingleStore::open(MODEL_DATABASE, MODEL).await?;
    database.write(change).await
}
