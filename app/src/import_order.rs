//! Test of the dependencies between features: which may import which, and which files know the session.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Features from the lowest to the highest. A feature imports only features of levels before its own.
const LEVELS: [&[&str]; 9] = [
    &["platform"],
    &["i18n"],
    &["settings", "notices"],
    &["drawing"],
    &["engines"],
    &["recognition"],
    &[
        "history",
        "pictures",
        "explanation",
        "own_model",
        "benchmark",
        "updates",
    ],
    &["session"],
    &["page"],
];

/// Features whose files may name [`crate::session::Session`]: all others take handles and callbacks.
const SESSION_USERS: [&str; 2] = ["session", "page"];

/// Roots that belong to no feature.
const ROOTS: [&str; 3] = ["lib", "main", "import_order"];

struct SourceFile {
    /// Path below `src`.
    path: PathBuf,
    tokens: Vec<TokenTree>,
}

impl SourceFile {
    /// First component of the module path.
    fn feature(&self) -> String {
        self.modules()[0].clone()
    }

    fn modules(&self) -> Vec<String> {
        let path = self.path.with_extension("");
        let components = path.components();
        components
            .map(|component| component.as_os_str().to_string_lossy().into_owned())
            .collect()
    }

    /// Features that the file names by `crate::…`, by a chain of `super::` to the root, or by `tr!`.
    fn imports(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        collect_imports(&self.tokens, self.modules().len(), &mut found);
        found
    }
}

fn sources() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    read(&root, &root, &mut files).expect("the sources");
    files.retain(|file| !ROOTS.contains(&&*file.feature()));
    files
}

fn read(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(root, &path, files)?;
        } else if path.extension().is_some_and(|it| it == "rs") {
            let tokens: TokenStream = fs::read_to_string(&path)?.parse().expect("Rust");
            files.push(SourceFile {
                path: path.strip_prefix(root).expect("a path below it").into(),
                tokens: tokens.into_iter().collect(),
            });
        }
    }
    Ok(())
}

/// `depth` is the number of `super` from here to the crate's root.
fn collect_imports(tokens: &[TokenTree], depth: usize, found: &mut BTreeSet<String>) {
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        match token {
            TokenTree::Group(group) => collect_imports(&list(group.stream()), depth, found),
            token if is(token, "mod") => {
                // An inline module is one level deeper.
                if let [_, TokenTree::Group(group), after @ ..] = after {
                    collect_imports(&list(group.stream()), depth + 1, found);
                    rest = after;
                    continue;
                }
            }
            token if is(token, "crate") => found.extend(names(path_rest(after))),
            token if is(token, "tr") && after.first().is_some_and(|it| is(it, "!")) => {
                found.insert("i18n".into());
            }
            token if is(token, "super") => {
                let (mut after, mut supers) = (path_rest(after), 1);
                while after.first().is_some_and(|it| is(it, "super")) {
                    after = path_rest(&after[1..]);
                    supers += 1;
                }
                if supers >= depth {
                    found.extend(names(after));
                }
                rest = after;
                continue;
            }
            _ => {}
        }
        rest = after;
    }
}

/// First names of a path or of a group of paths.
fn names(path: &[TokenTree]) -> Vec<String> {
    match path.first() {
        Some(TokenTree::Ident(name)) => vec![name.to_string()],
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let tokens = list(group.stream());
            let paths = tokens.split(|token| is(token, ","));
            paths.flat_map(names).collect()
        }
        _ => Vec::new(),
    }
}

/// Tokens after `::`; empty without it.
fn path_rest(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens {
        [first, second, rest @ ..] if is(first, ":") && is(second, ":") => rest,
        _ => &[],
    }
}

fn list(tokens: TokenStream) -> Vec<TokenTree> {
    tokens.into_iter().collect()
}

fn is(token: &TokenTree, text: &str) -> bool {
    !matches!(token, TokenTree::Group(_)) && token.to_string() == text
}

fn level(feature: &str) -> Option<usize> {
    LEVELS.iter().position(|level| level.contains(&feature))
}

/// All names in these tokens, at any depth.
fn idents(tokens: &[TokenTree], found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => idents(&list(group.stream()), found),
            TokenTree::Ident(name) => {
                found.insert(name.to_string());
            }
            _ => {}
        }
    }
}

/// Names of the types that these tokens define.
fn defined_types(tokens: &[TokenTree]) -> Vec<String> {
    let pairs = tokens.windows(2);
    let defined = pairs.filter(|pair| {
        let keywords = ["struct", "enum", "trait", "type"];
        keywords.iter().any(|keyword| is(&pair[0], keyword))
    });
    let nested = tokens.iter().flat_map(|token| match token {
        TokenTree::Group(group) => defined_types(&list(group.stream())),
        _ => Vec::new(),
    });
    defined
        .map(|pair| pair[1].to_string())
        .chain(nested)
        .collect()
}

/// Names of the types with an inherent `impl` block at the top of these tokens.
fn inherent_impls(tokens: &[TokenTree]) -> Vec<String> {
    let is_item = |index: usize| match index.checked_sub(1).map(|before| &tokens[before]) {
        None | Some(TokenTree::Group(_)) => true,
        // After other tokens, as in `-> impl Trait`, it is part of a type.
        Some(token) => is(token, ";"),
    };
    let items = (0..tokens.len()).filter(|&index| is(&tokens[index], "impl") && is_item(index));
    items
        .filter_map(|index| inherent_type(&tokens[index + 1..]))
        .collect()
}

/// Name of the type in the header of an `impl` block; `None` if it implements a trait.
fn inherent_type(tokens: &[TokenTree]) -> Option<String> {
    let is_body = |token: &&TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let header: Vec<_> = tokens.iter().take_while(|token| !is_body(token)).collect();
    if header.iter().any(|token| is(token, "for")) {
        return None;
    }
    let mut generics = 0;
    let mut names = header.into_iter().filter_map(|token| {
        generics += i32::from(is(token, "<")) - i32::from(is(token, ">"));
        let is_name = generics == 0 && matches!(token, TokenTree::Ident(_));
        is_name.then(|| token.to_string())
    });
    names.next()
}

#[test]
fn imports_run_down_the_list_of_features_only() {
    let mut errors = Vec::new();
    for file in sources() {
        let feature = file.feature();
        let Some(own) = level(&feature) else {
            errors.push(format!("{}: no level in LEVELS", file.path.display()));
            continue;
        };
        for imported in file.imports() {
            let is_below = level(&imported).is_some_and(|other| other < own);
            if imported != feature && !is_below {
                errors.push(format!(
                    "{}: imports `{imported}`, which is not below `{feature}`: return a value, take a \
                     callback, or move it",
                    file.path.display()
                ));
            }
        }
    }
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn only_the_page_knows_the_session() {
    let names_session = |file: &SourceFile| {
        let mut names = BTreeSet::new();
        idents(&file.tokens, &mut names);
        names.contains("Session")
    };
    let strangers: Vec<_> = sources()
        .into_iter()
        .filter(|file| !SESSION_USERS.contains(&&*file.feature()) && names_session(file))
        .map(|file| file.path)
        .collect();
    assert!(
        strangers.is_empty(),
        "take a handle or a callback in place of `Session`: {strangers:?}"
    );
}

/// A method that is added to a foreign type could be called from below without an import.
#[test]
fn features_add_methods_to_their_own_types_only() {
    let files = sources();
    let defined: BTreeSet<(String, String)> = files
        .iter()
        .flat_map(|file| {
            let types = defined_types(&file.tokens).into_iter();
            types.map(|name| (file.feature(), name))
        })
        .collect();
    for file in &files {
        for name in inherent_impls(&file.tokens) {
            let is_own = defined.contains(&(file.feature(), name.clone()));
            assert!(
                is_own,
                "{}: `impl {name}` of another feature",
                file.path.display()
            );
        }
    }
}

#[test]
fn paths_are_found_in_every_form() {
    for (source, expected) in [
        ("use crate::drawing::Pad;", &["drawing"][..]),
        (
            "use crate::{drawing::Pad, engines};",
            &["drawing", "engines"],
        ),
        ("fn f() { crate::history::clear() }", &["history"]),
        ("fn f() -> String { tr!(\"Ink\") }", &["i18n"]),
        ("use super::super::page::mount;", &["page"]),
        ("use super::view::Pad;", &[]),
        ("mod tests { use super::super::Pad; }", &[]),
        ("mod tests { use super::super::super::page; }", &["page"]),
    ] {
        let tokens: TokenStream = source.parse().expect("Rust");
        let mut found = BTreeSet::new();
        collect_imports(&list(tokens), 2, &mut found);
        let found: Vec<_> = found.iter().map(String::as_str).collect();
        assert_eq!(found, expected, "{source}");
    }
}
