//! Internationalization: translated texts, number formats and the language switch.

#[macro_use]
pub(crate) mod translation;

pub(crate) mod format;
mod language;
mod language_switch;
mod locale;
mod spellout;

pub(crate) use language::Language;
pub(crate) use language_switch::LanguageSwitch;
pub(crate) use locale::load_language;
