//! The languages that the page speaks, and which of them somebody reads.

use js_sys::{Array, Number};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::translation::{self, Catalog};

/// A language that the page speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Language {
    /// The one that the page is written in.
    #[default]
    English,
    German,
    French,
    Spanish,
    Arabic,
}

impl Language {
    /// In the order in which they are offered.
    pub(crate) const ALL: [Self; 5] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Arabic,
    ];

    /// As BCP 47 writes it, which is also what is stored.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Arabic => "ar",
        }
    }

    /// What its readers call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Arabic => "العربية",
        }
    }

    /// Where its lines begin, in HTML's words.
    pub(crate) fn direction(self) -> &'static str {
        match self {
            Self::Arabic => "rtl",
            _ => "ltr",
        }
    }

    /// The language of this tag, whatever its region and script.
    pub(crate) fn tagged(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        let is_it = |language: &Self| language.tag().eq_ignore_ascii_case(primary);
        Self::ALL.into_iter().find(is_it)
    }

    /// The first of these tags that the page speaks; English if it speaks none.
    pub(crate) fn preferred(tags: impl IntoIterator<Item = String>) -> Self {
        let mut known = tags.into_iter().filter_map(|tag| Self::tagged(&tag));
        known.next().unwrap_or_default()
    }

    /// For the browser's own formats: the page writes digits as the network reads them.
    pub(crate) fn locale(self) -> String {
        format!("{}-u-nu-latn", self.tag())
    }

    /// What stands before the fraction of a number.
    fn decimal_mark(self) -> Option<char> {
        let half = String::from(Number::from(0.5).to_locale_string(&self.locale()));
        half.chars().nth(1)
    }
}

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
    translation::speak(language, language.decimal_mark(), catalog);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_the_page_speaks_is_taken() {
        for (tags, expected) in [
            (&["de-AT", "en"][..], Language::German),
            (&["it", "fr-CA", "de"], Language::French),
            (&["ES-419"], Language::Spanish),
            (&["ar"], Language::Arabic),
            (&["zh-Hant-TW", "ja"], Language::English),
            (&["den", "d", ""], Language::English),
            (&[], Language::English),
        ] {
            let tags = tags.iter().map(|&tag| tag.into());
            assert_eq!(Language::preferred(tags), expected);
        }
    }

    #[test]
    fn languages_are_known_by_what_is_stored() {
        for language in Language::ALL {
            assert_eq!(Language::tagged(language.tag()), Some(language));
        }
    }
}
