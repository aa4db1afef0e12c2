//! What the page says, in the language of whoever reads it.
//!
//! English stands in the code, as in `tr!("Copy link")`, `tr!("Best guess: {guess}", guess = 7)` or
//! `tr!("1 entry" | "{n} entries" % count)`. To add a text, write it so, then add it (of a plural the
//! second form) with its translations to each `locales/locale-*.json`; a test names what is missing,
//! and until then it is shown in English.

use std::borrow::Cow;
use std::cell::RefCell;

use js_sys::{Array, Intl::PluralRules, Object, Reflect};
use send_wrapper::SendWrapper;
use tr::Translator;
use wasm_bindgen::JsValue;

use crate::language::Language;
use crate::spellout::Spellout;

/// A text in the language of the page; see this module.
macro_rules! tr {
    ($english:literal) => {
        $crate::translation::text($english)
    };
    ($english:literal, $($arguments:tt)+) => {
        tr::runtime_format!($crate::translation::text($english), $($arguments)+)
    };
    ($one:literal | $other:literal % $n:expr) => {
        $crate::translation::plural($n, $one, $other)
    };
    ($one:literal | $other:literal % $n:expr, $($arguments:tt)+) => {
        tr::runtime_format!($crate::translation::plural($n, $one, $other), $($arguments)+)
    };
}

thread_local! {
    static GRAMMAR: RefCell<Grammar> = RefCell::default();
}

/// What else a language has of its own.
struct Grammar {
    language: Language,
    decimal_mark: char,
    spellout: Spellout,
}

impl Default for Grammar {
    fn default() -> Self {
        Self {
            language: Language::English,
            decimal_mark: '.',
            spellout: Spellout::new(include_str!("../locales/spellout-en.txt")),
        }
    }
}

/// The texts of a language, by their English.
pub(crate) struct Catalog {
    texts: SendWrapper<JsValue>,
    plurals: SendWrapper<PluralRules>,
    spellout: String,
}

impl Catalog {
    /// The catalog in this JSON, of the language of this tag.
    ///
    /// # Errors
    /// If something else answered in its place.
    pub(crate) fn new(json: &JsValue, tag: &Array) -> Result<Self, JsValue> {
        let part = |name: &str| Reflect::get(json, &name.into());
        let texts = part("texts")?;
        let spellout: Array = Array::from(&part("spellout")?);
        Ok(Self {
            texts: SendWrapper::new(texts),
            plurals: SendWrapper::new(PluralRules::new(tag, &Object::new())),
            spellout: spellout.join("\n").into(),
        })
    }

    fn get(&self, english: &str) -> Option<JsValue> {
        Reflect::get(&self.texts, &english.into()).ok()
    }

    fn form(&self, n: u64, english: &str) -> Option<String> {
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
        self.form(n, other)
            .map_or(Cow::Borrowed(english), Cow::Owned)
    }
}

/// Speaks this language from now on; English needs no catalog.
pub(crate) fn speak(language: Language, decimal_mark: Option<char>, catalog: Option<Catalog>) {
    let english = Grammar::default();
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
    GRAMMAR.set(Grammar {
        language,
        decimal_mark: decimal_mark.unwrap_or(english.decimal_mark),
        spellout,
    });
}

/// The text whose English this is.
pub(crate) fn text(english: &str) -> String {
    tr::tr!(english)
}

/// The form of a text that goes with so many, which it has filled in.
pub(crate) fn plural(n: usize, one: &str, other: &str) -> String {
    tr::tr!(one | other % n)
}

/// The language that is spoken.
pub(crate) fn language() -> Language {
    GRAMMAR.with_borrow(|grammar| grammar.language)
}

/// The number in words.
pub(crate) fn words(number: u64) -> String {
    GRAMMAR.with_borrow(|grammar| grammar.spellout.words(number))
}

/// A figure as it is written in this language; among letters that run from right to left it still
/// runs from left to right.
pub(crate) fn figure(english: &str) -> String {
    GRAMMAR.with_borrow(|grammar| {
        let figure = english.replace('.', grammar.decimal_mark.encode_utf8(&mut [0; 4]));
        match grammar.language.direction() {
            // Unicode's isolate, and its end.
            "rtl" => format!("\u{2066}{figure}\u{2069}"),
            _ => figure,
        }
    })
}

#[cfg(test)]
pub(crate) mod tests;
