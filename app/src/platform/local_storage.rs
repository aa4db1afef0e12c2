//! Local storage. Where the browser refuses it, nothing is found and nothing is stored.

use web_sys::Storage;

/// Stored value of a key.
pub(crate) fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Stores a value. If the browser refuses, it lasts until the page is left.
pub(crate) fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Removes a value and returns it; `None` as well if it cannot be removed.
pub(crate) fn take(key: &str) -> Option<String> {
    let storage = storage()?;
    let value = storage.get_item(key).ok()??;
    storage.remove_item(key).ok()?;
    Some(value)
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
