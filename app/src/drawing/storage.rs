//! The drawing in session storage while the page reloads as a newer build.

use js_sys::JSON;
use recognizer::Drawing;
use web_sys::{Storage, window};

use crate::platform::js_value::to_value;

/// Key in the session storage; `app/scripts/network.js` reads it, too.
const KEY: &str = "inkling.drawing";

/// Keeps the drawing until this tab has loaded the page again.
pub(crate) fn keep_drawing(drawing: &Drawing) {
    let text = JSON::stringify(&to_value(drawing)).map(String::from);
    if let (Some(storage), Ok(text)) = (session_storage(), text) {
        let _ = storage.set_item(KEY, &text);
    }
}

/// Removes and returns the kept drawing.
pub(super) fn take_drawing() -> Option<Drawing> {
    let storage = session_storage()?;
    let text = storage.get_item(KEY).ok()??;
    storage.remove_item(KEY).ok()?;
    serde_wasm_bindgen::from_value(JSON::parse(&text).ok()?).ok()
}

/// `None` if the browser refuses it.
fn session_storage() -> Option<Storage> {
    window()?.session_storage().ok()?
}
