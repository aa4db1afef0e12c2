//! Storage of the user's model. Its database is separate, so that older versions of the page still
//! open the history's.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use recognizer::PixelConvention;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::platform::indexed_db::{Error, ObjectStore, SingleStore};

const DATABASE: &str = "inkling-model";
const STORE: &str = "model";

/// Model with all that is needed to load it again.
#[derive(Clone)]
pub(super) struct StoredModel {
    /// File name.
    pub(super) name: String,
    pub(super) file: Blob,
    pub(super) convention: PixelConvention,
}

/// Model of an earlier visit; `None` if there is none or the browser refuses storage.
pub(super) async fn load() -> Option<StoredModel> {
    let values = open().await.ok()?.values().await.ok()?;
    let record: Array = values.last()?.clone().dyn_into().ok()?;
    let convention = Uint8Array::new(&record.get(2)).to_vec();
    Some(StoredModel {
        name: record.get(0).as_string()?,
        file: Blob::new_with_buffer_source_sequence(&Array::of1(&record.get(1))).ok()?,
        convention: protocol::decode(&convention).ok()?,
    })
}

/// Stores the model in place of an earlier one. If the browser refuses storage, the model lasts
/// until the page is left.
pub(super) async fn save(model: StoredModel) {
    // WebKit stores no blobs in private windows, so their content is stored.
    let Ok(content) = JsFuture::from(model.file.array_buffer()).await else {
        return;
    };
    let convention = Uint8Array::from(&*protocol::encode(&model.convention));
    let record = Array::of3(&model.name.into(), &content, &convention);
    if let Ok(store) = open().await {
        let replace = |store: &ObjectStore| {
            store.clear()?;
            store.add(&record, None).map(drop)
        };
        let _ = store.write(&replace).await;
    }
}

/// Removes the stored model.
pub(super) async fn delete() {
    if let Ok(store) = open().await {
        let _ = store.write(&|store| store.clear().map(drop)).await;
    }
}

async fn open() -> Result<SingleStore, Error> {
    // It is open only for one transaction.
    SingleStore::open(DATABASE, STORE, Rc::new(|| ())).await
}
