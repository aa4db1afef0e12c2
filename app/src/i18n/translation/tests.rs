use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;

use crate::i18n::Language;

/// Plural forms of each translated language, from the plural rules of Unicode CLDR.
const PLURAL_FORMS: [(&str, &[&str]); 4] = [
    ("ar", &["few", "many", "one", "other", "two", "zero"]),
    ("de", &["one", "other"]),
    ("es", &["one", "other"]),
    ("fr", &["one", "other"]),
];

/// Parsed `locale-*.json` of a language.
pub(crate) fn catalog(tag: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let file = fs::read(folder.join(format!("locale-{tag}.json")));
    serde_json::from_slice(&file.expect("a catalog")).expect("JSON")
}

fn texts(tag: &str) -> BTreeMap<String, Value> {
    serde_json::from_value(catalog(tag)["texts"].take()).expect("texts by their English")
}

/// English texts in the source code; `true` for those with a plural.
fn english() -> BTreeMap<String, bool> {
    let mut found = BTreeMap::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    scan_folder(&folder, &mut found).expect("the sources");
    found
}

fn scan_folder(folder: &Path, found: &mut BTreeMap<String, bool>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            scan_folder(&path, found)?;
        } else if path.extension().is_some_and(|it| it == "rs") {
            let tokens: TokenStream = fs::read_to_string(&path)?.parse().expect("Rust");
            scan_tokens(tokens, found);
        }
    }
    Ok(())
}

fn scan_tokens(tokens: TokenStream, found: &mut BTreeMap<String, bool>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        scan_tokens(group.stream(), found);
        let reversed_name: String = tokens[..index]
            .iter()
            .rev()
            .take(2)
            .map(TokenTree::to_string)
            .collect();
        if reversed_name == "!tr" {
            let literals: Vec<String> = group
                .stream()
                .into_iter()
                .take(3)
                .filter_map(literal)
                .collect();
            match &literals[..] {
                [_, plural] => found.insert(plural.clone(), true),
                [only] => found.insert(only.clone(), false),
                // The definition of the macro itself.
                _ => None,
            };
        }
    }
}

fn literal(token: TokenTree) -> Option<String> {
    let text: syn::LitStr = syn::parse2(token.into()).ok()?;
    Some(text.value())
}

/// Names of the placeholders: `n`, `guess`.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect()
}

#[test]
fn every_text_is_translated_and_every_translation_is_used() {
    let english: BTreeSet<String> = english().into_keys().collect();
    assert!(english.len() > 200, "{}", english.len());
    for (tag, _) in PLURAL_FORMS {
        let translated: BTreeSet<String> = texts(tag).into_keys().collect();
        let missing: Vec<_> = english.difference(&translated).collect();
        let unused: Vec<_> = translated.difference(&english).collect();
        assert!(
            missing.is_empty() && unused.is_empty(),
            "{tag}: missing {missing:?}, unused {unused:?}"
        );
    }
}

#[test]
fn translations_have_the_placeholders_and_plural_forms_of_their_english() {
    let english = english();
    for (tag, forms) in PLURAL_FORMS {
        for (text, translation) in texts(tag) {
            let Value::Object(translated) = &translation else {
                let translation = translation.as_str().expect("a text");
                assert!(!english[&text], "{tag}: {text} needs plural forms");
                assert_eq!(
                    placeholders(translation),
                    placeholders(&text),
                    "{tag}: {translation}"
                );
                continue;
            };
            assert!(english[&text], "{tag}: {text} has no plural");
            let translated_forms: Vec<_> = translated.keys().map(String::as_str).collect();
            assert_eq!(translated_forms, forms, "{tag}: {text}");
            for translation in translated.values() {
                let translation = translation.as_str().expect("a text");
                let mut used = placeholders(translation);
                // One and two can be words.
                used.insert("n");
                assert!(used.is_subset(&placeholders(&text)), "{tag}: {translation}");
            }
        }
    }
}

#[test]
fn every_language_except_english_has_a_catalog() {
    let tags: BTreeSet<_> = Language::ALL
        .into_iter()
        .skip(1)
        .map(Language::tag)
        .collect();
    assert_eq!(tags, PLURAL_FORMS.into_iter().map(|(tag, _)| tag).collect());
}

#[test]
fn placeholders_are_filled_in() {
    assert_eq!(tr!("Best guess: {guess}", guess = 7), "Best guess: 7");
    assert_eq!(tr!("1 entry" | "{n} entries" % 1), "1 entry");
    assert_eq!(tr!("1 entry" | "{n} entries" % 0), "0 entries");
    let read = |count| {
        tr!(
            "1 drawing compared, {agreed} read alike."
                | "{n} drawings compared, {agreed} read alike." % count,
            agreed = 1
        )
    };
    assert_eq!(read(1), "1 drawing compared, 1 read alike.");
    assert_eq!(read(2), "2 drawings compared, 1 read alike.");
}
