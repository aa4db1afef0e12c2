//! Changes that a page could not store before it was left, handed over to the next page. They go
//! through local storage because a page that is left finishes no IndexedDB transaction.

use js_sys::{Array, JSON};
use wasm_bindgen::JsValue;

use super::database::{entry_from_js, id_from_js};
use super::entry::Change;
use crate::platform::js_value::to_json;
use crate::platform::local_storage;

const KEY: &str = "inkling.left";

/// Adds changes to those that other tabs have handed over.
pub(super) fn hand_over(changes: Vec<Change>) {
    let changes: Array = take().into_iter().chain(changes).map(to_js).collect();
    if let Ok(text) = JSON::stringify(&changes) {
        local_storage::set(KEY, &String::from(text));
    }
}

/// Removes and returns the changes that were handed over.
pub(super) fn take() -> Vec<Change> {
    let changes = local_storage::take(KEY).and_then(|text| JSON::parse(&text).ok());
    let changes = changes.map_or_else(Array::new, |changes| Array::from(&changes));
    changes
        .iter()
        .filter_map(|pair| from_js(&Array::from(&pair)))
        .collect()
}

/// Pair of a key and an entry or `null`.
fn to_js((id, entry): Change) -> Array {
    let entry = entry.map_or(JsValue::NULL, |entry| to_json(&*entry));
    Array::of2(&id.key().into(), &entry)
}

fn from_js(pair: &Array) -> Option<Change> {
    let (id, value) = (id_from_js(&pair.get(0))?, pair.get(1));
    if value.is_null() {
        return Some((id, None));
    }
    Some((id, Some(entry_from_js(value)?)))
}
