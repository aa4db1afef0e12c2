//! Has the page speak a language: the chosen one, or what the browser prefers.

use js_sys::{Array, Number};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::language::Language;
use crate::translation::{self, Catalog};

/// Speaks this language if it was chosen in an earlier visit, else what the browser prefers; English
/// where that cannot be fetched.
pub(crate) async fn begin(chosen: Option<Language>) -> Language {
    let wanted = chosen.unwrap_or_else(browsers);
    match wanted {
        // All is in English already.
        Language::English => wanted,
        _ if speak(wanted).await.is_ok() => wanted,
        _ => Language::English,
    }
}

/// Speaks this language from now on.
///
/// # Errors
/// If it cannot be fetched; then all stays as it was.
pub(crate) async fn speak(language: Language) -> Result<(), JsValue> {
    let catalog = match language {
        Language::English => None,
        other => Some(fetch(other).await?),
    };
    translation::speak(language, decimal_mark(language), catalog);
    document().set_title(&tr!("Inkling: draw a digit or a number"));
    if let Some(page) = document().document_element() {
        // Both are names that attributes can have.
        let _ = page.set_attribute("lang", language.tag());
        let _ = page.set_attribute("dir", language.direction());
    }
    Ok(())
}

fn browsers() -> Language {
    let tags = window().navigator().languages();
    Language::preferred(tags.iter().filter_map(|tag| tag.as_string()))
}

async fn fetch(language: Language) -> Result<Catalog, JsValue> {
    let address = format!("./locale-{}.json", language.tag());
    let response = JsFuture::from(window().fetch_with_str(&address)).await?;
    let response: Response = response.unchecked_into();
    if !response.ok() {
        return Err(response.status().into());
    }
    let tags = Array::of1(&language.tag().into());
    Catalog::new(&JsFuture::from(response.json()?).await?, &tags)
}

/// What stands before the fraction of a number.
fn decimal_mark(language: Language) -> Option<char> {
    let half = String::from(Number::from(0.5).to_locale_string(&language.locale()));
    half.chars().nth(1)
}
