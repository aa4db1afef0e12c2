//! Translated texts of the page, keyed by their English wording.
//!
//! The code contains the English text, as in `tr!("Copy link")`, `tr!("Best guess: {guess}", guess = 7)`
//! or `tr!("1 entry" | "{n} entries" % count)`. To add a text, write it like that, then add it (for a
//! plural, its second form) with its translation to each `locales/locale-*.json`. A test lists missing
//! translations; the page shows the English text in their place.

use std::borrow::Cow;
use std::cell::RefCell;

use js_sys::{Array, Intl::PluralRules, Object, Reflect};
use send_wrapper::SendWrapper;
use tr::Translator;
use wasm_bindgen::JsValue;

use super::language::Language;
use super::spellout::Spellout;

/// Text in the current language; see the module documentation.
macro_rules! tr {
    ($english:literal) => {
        $crate::i18n::translation::text($english)
    };
    ($english:literal, $($arguments:tt)+) => {
        tr::runtime_format!($crate::i18n::translation::text($english), $($arguments)+)
    };
    ($one:literal | $other:literal % $n:expr) => {
        $crate::i18n::translation::plural($n, $one, $other)
    };
    ($one:literal | $other:literal % $n:expr, $($arguments:tt)+) => {
        tr::runtime_format!($crate::i18n::translation::plural($n, $one, $other), $($arguments)+)
    };
}

thread_local! {
    static CURRENT: RefCell<Locale> = RefCell::default();
}

/// Current language with its number formats.
struct Locale {
    language: Language,
    decimal_separator: char,
    spellout: Spellout,
}

impl Default for Locale {
    fn default() -> Self {
        Self {
            language: Language::English,
            decimal_separator: '.',
            spellout: Spellout::new(include_str!("../../locales/spellout-en.txt")),
        }
    }
}

/// Translations of a language, keyed by the English text, with its spell-out rules.
pub(crate) struct Catalog {
    texts: SendWrapper<JsValue>,
    plurals: SendWrapper<PluralRules>,
    spellout: String,
}

impl Catalog {
    /// Reads a parsed `locale-*.json`; `tag` is an array with its BCP 47 language tag.
    ///
    /// # Errors
    /// If `json` is not an object.
    pub(crate) fn new(json: &JsValue, tag: &Array) -> Result<Self, JsValue> {
        let field = |name: &str| Reflect::get(json, &name.into());
        let texts = field("texts")?;
        let spellout: Array = Array::from(&field("spellout")?);
        Ok(Self {
            texts: SendWrapper::new(texts),
            plurals: SendWrapper::new(PluralRules::new(tag, &Object::new())),
            spellout: spellout.join("\n").into(),
        })
    }

    fn get(&self, english: &str) -> Option<JsValue> {
        Reflect::get(&self.texts, &english.into()).ok()
    }

    fn plural_form(&self, n: u64, english: &str) -> Option<String> {
        let forms = self.get(english)?;
        let form = |category: JsValue| Reflect::get(&forms, &category).ok()?.as_string();
        form(self.plurals.select(n as f64).into()).or_else(|| form("other".into()))
    }
}

impl Translator for Catalog {
    fn translate<'a>(&'a self, english: &'a str, _: Option<&'a str>) -> Cow<'a, str> {
        let text = self.get(english).and_then(|text| text.as_string());
        text.map_or(Cow::Borrowed(english), Cow::Owned)
    }

    fn ntranslate<'a>(
        &'a self,
        n: u64,
        one: &'a str,
        other: &'a str,
        _: Option<&'a str>,
    ) -> Cow<'a, str> {
        let english = if n == 1 { one } else { other };
        self.plural_form(n, other)
            .map_or(Cow::Borrowed(english), Cow::Owned)
    }
}

/// Sets the current language. English needs no catalog; a missing decimal separator is a period.
pub(crate) fn set_language(
    language: Language,
    decimal_separator: Option<char>,
    catalog: Option<Catalog>,
) {
    let english = Locale::default();
    let spellout = match catalog {
        None => {
            tr::unset_translator!();
            english.spellout
        }
        Some(catalog) => {
            let spellout = Spellout::new(&catalog.spellout);
            tr::set_translator!(catalog);
            spellout
        }
    };
    CURRENT.set(Locale {
        language,
        decimal_separator: decimal_separator.unwrap_or(english.decimal_separator),
        spellout,
    });
}

/// Translation of an English text.
pub(crate) fn text(english: &str) -> String {
    tr::tr!(english)
}

/// Translation in the plural form for `n`, with `{n}` filled in.
pub(crate) fn plural(n: usize, one: &str, other: &str) -> String {
    tr::tr!(one | other % n)
}

/// Current language.
pub(crate) fn language() -> Language {
    CURRENT.with_borrow(|locale| locale.language)
}

/// Number in words of the current language.
pub(crate) fn spell_out(number: u64) -> String {
    CURRENT.with_borrow(|locale| locale.spellout.spell_out(number))
}

/// Number with the decimal separator of the current language, isolated left-to-right within
/// right-to-left text.
pub(crate) fn localized_number(english: &str) -> String {
    CURRENT.with_borrow(|locale| {
        let separator = locale.decimal_separator;
        let number = english.replace('.', separator.encode_utf8(&mut [0; 4]));
        if locale.language.direction() == "rtl" {
            // LEFT-TO-RIGHT ISOLATE and POP DIRECTIONAL ISOLATE.
            format!("\u{2066}{number}\u{2069}")
        } else {
            number
        }
    })
}

#[cfg(test)]
pub(crate) mod tests;
