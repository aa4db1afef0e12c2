//! Choice of the language: stored, preferred by the browser, or selected on the page.

use js_sys::{Array, Number};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::language::Language;
use super::translation::{self, Catalog};
use crate::platform::local_storage;

/// Local storage key; `app/scripts/network.js` reads it, too.
const KEY: &str = "inkling.language";

/// Loads the language selected in an earlier visit, else the one that the browser prefers. Falls back
/// to English if its catalog cannot be fetched.
pub(crate) async fn load_language() -> Language {
    let stored = local_storage::get(KEY).and_then(|tag| Language::from_tag(&tag));
    let wanted = stored.unwrap_or_else(preferred_language);
    match wanted {
        // The page starts in English.
        Language::English => wanted,
        _ if set_language(wanted).await.is_ok() => wanted,
        _ => Language::English,
    }
}

/// Switches to a language and stores it for later visits.
///
/// # Errors
/// If its catalog cannot be fetched; then the language stays as it was.
pub(super) async fn select_language(language: Language) -> Result<(), JsValue> {
    set_language(language).await?;
    local_storage::set(KEY, language.tag());
    Ok(())
}

async fn set_language(language: Language) -> Result<(), JsValue> {
    let catalog = match language {
        Language::English => None,
        other => Some(fetch_catalog(other).await?),
    };
    translation::set_language(language, decimal_separator(language), catalog);
    document().set_title(&tr!("Inkling: draw a digit or a number"));
    if let Some(root) = document().document_element() {
        // Both names are valid, so setting them cannot fail.
        let _ = root.set_attribute("lang", language.tag());
        let _ = root.set_attribute("dir", language.direction());
    }
    Ok(())
}

fn preferred_language() -> Language {
    let tags = window().navigator().languages();
    Language::preferred(tags.iter().filter_map(|tag| tag.as_string()))
}

async fn fetch_catalog(language: Language) -> Result<Catalog, JsValue> {
    let address = format!("./locale-{}.json", language.tag());
    let response = JsFuture::from(window().fetch_with_str(&address)).await?;
    let response: Response = response.unchecked_into();
    if !response.ok() {
        return Err(response.status().into());
    }
    let tags = Array::of1(&language.tag().into());
    Catalog::new(&JsFuture::from(response.json()?).await?, &tags)
}

/// Separator between the integer and fractional parts of a number.
fn decimal_separator(language: Language) -> Option<char> {
    let half = String::from(Number::from(0.5).to_locale_string(&language.locale()));
    half.chars().nth(1)
}
