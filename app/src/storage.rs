//! Storage of the user's own model.

use js_sys::{Array, Uint8Array};
use recognizer::PixelConvention;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::platform::indexed_db::{Error, ObjectStore, SingleStore};

const MODEL_DATABASE: &str = "inkling-model";
const MODEL: &str = "model";

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
