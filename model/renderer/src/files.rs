//! Files of the rendered sets, written all or none.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use handwriting::idx;
use serde_json::{Value, json};

use crate::sets::{Picture, Set};

/// File that lists the other files, with seed and counts.
const MANIFEST: &str = "manifest.json";

/// Renders the sets into the folder; older files stay until every new one is complete.
///
/// # Errors
/// If a file cannot be written, or an item has no ink.
pub(crate) fn write(
    out: &Path,
    seed: u64,
    variants: usize,
    sets: &[Set<'_>],
) -> anyhow::Result<()> {
    let folder = || format!("cannot write into {}", out.display());
    std::fs::create_dir_all(out).with_context(folder)?;
    let partial = tempfile::tempdir_in(out).with_context(folder)?;
    let mut files = Vec::new();
    let mut counts = BTreeMap::new();
    for set in sets {
        let pictures = set.render(seed)?;
        files.extend(write_set(partial.path(), set.name, &pictures)?);
        counts.insert(set.name, count(set, &pictures));
    }
    let manifest = json!({
        "seed": seed,
        "variants": variants,
        "sets": counts,
        "files": files,
    });
    let text = serde_json::to_string_pretty(&manifest)?;
    std::fs::write(partial.path().join(MANIFEST), text).with_context(folder)?;
    for file in files.iter().map(String::as_str).chain([MANIFEST]) {
        std::fs::rename(partial.path().join(file), out.join(file)).with_context(folder)?;
    }
    Ok(())
}

/// Writes the images, kinds and, for digits, labels of a set; returns the names of the files.
fn write_set(folder: &Path, name: &str, pictures: &[Picture]) -> anyhow::Result<Vec<String>> {
    let images: Vec<idx::Image> = pictures.iter().map(|picture| picture.image).collect();
    let kinds: Vec<u8> = pictures.iter().map(|picture| picture.kind).collect();
    let labels: Vec<u8> = pictures
        .iter()
        .filter_map(|picture| picture.label)
        .collect();
    let file = |what: &str| format!("{name}-{what}-ubyte.gz");
    let mut files = vec![file("images-idx3"), file("kinds-idx1")];
    idx::write_images(&folder.join(&files[0]), &images)?;
    idx::write_labels(&folder.join(&files[1]), &kinds)?;
    if !labels.is_empty() {
        files.push(file("labels-idx1"));
        idx::write_labels(&folder.join(&files[2]), &labels)?;
    }
    Ok(files)
}

/// Numbers of pictures in all and of each kind; the file of kinds has their indices.
fn count(set: &Set<'_>, pictures: &[Picture]) -> Value {
    let of_kind = |kind| {
        pictures
            .iter()
            .filter(|p| usize::from(p.kind) == kind)
            .count()
    };
    let kinds = set.kinds.iter().enumerate();
    let kinds: Vec<Value> = kinds
        .map(|(kind, name)| json!({ "name": name, "count": of_kind(kind) }))
        .collect();
    json!({ "count": pictures.len(), "kinds": kinds })
}

#[cfg(test)]
mod tests;
