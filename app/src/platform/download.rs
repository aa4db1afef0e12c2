//! Files saved by the browser's own download.

use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Lifetime of the file's URL: by then every browser has begun to write the file.
const URL_LIFETIME: Duration = Duration::from_secs(60);

/// Saves text or bytes of this MIME type as a file of this name.
///
/// # Errors
/// If the browser refuses files.
pub(crate) fn save(name: &str, kind: &str, content: &JsValue) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(content), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    set_timeout(move || drop(Url::revoke_object_url(&url)), URL_LIFETIME);
    Ok(())
}
