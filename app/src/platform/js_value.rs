//! Plain data as JavaScript values.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// Converts plain data to a value that browsers can store.
pub(crate) fn to_value(data: &impl Serialize) -> JsValue {
    serde_wasm_bindgen::to_value(data).expect("plain data has a JavaScript form")
}

/// Converts plain data to a value without maps, `undefined` or big integers, as JSON needs it.
pub(crate) fn to_json(data: &impl Serialize) -> JsValue {
    let json = data.serialize(&Serializer::json_compatible());
    json.expect("plain data has a JavaScript form")
}
