//! Writes the service worker, which caches the page for visits without a network.

use super::{integrity, is_on_demand};
use anyhow::Result;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const SCRIPT: &str = include_str!("service_worker.js");
const NAME: &str = "sw.js";

/// Integrity hashes by relative URL.
type Files = BTreeMap<String, String>;

/// Writes the service worker for all files in this folder.
pub(super) fn write(folder: &Path) -> Result<()> {
    let mut files = Files::new();
    list(folder, "", &mut files)?;
    Ok(fs::write(folder.join(NAME), script(files))?)
}

fn script(files: Files) -> String {
    let build = build_id(&files);
    let (on_demand, files): (Files, Files) =
        files.into_iter().partition(|(name, _)| is_on_demand(name));
    let [build, files, on_demand] = [json!(build), json!(files), json!(on_demand)];
    format!("const BUILD = {build}, FILES = {files}, ON_DEMAND = {on_demand};\n{SCRIPT}")
}

/// Hash of the files and of the script: equal builds have equal IDs on every machine.
fn build_id(files: &Files) -> String {
    let digest = Sha256::digest(json!([files, SCRIPT]).to_string());
    format!("{digest:x}")[..16].to_owned()
}

/// Adds the files of this folder, whose URLs start with `prefix`.
fn list(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            list(&path, &format!("{name}/"), files)?;
        } else if name != NAME && !is_compressed_copy(&name) {
            files.insert(url(name), integrity::of(fs::read(path)?));
        }
    }
    Ok(())
}

/// Hosts send compressed copies under the URL of the original.
fn is_compressed_copy(name: &str) -> bool {
    [".br", ".gz"].iter().any(|suffix| name.ends_with(suffix))
}

/// The URL of the page is that of its folder; some hosts redirect `index.html` there.
fn url(name: String) -> String {
    match name.as_str() {
        "index.html" => String::new(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xshell::Shell;

    #[test]
    fn the_build_id_depends_on_the_content_of_the_files() -> Result<()> {
        let folder = Shell::new()?.create_temp_dir()?;
        let folder = folder.path();
        fs::create_dir(folder.join("snippets"))?;
        for name in ["index.html", "icon-192.png", "snippets/inline0.js"] {
            fs::write(folder.join(name), name)?;
        }
        write(folder)?;
        let first = fs::read_to_string(folder.join(NAME))?;
        let hash = integrity::of("index.html");
        let listed = format!(r#"FILES = {{"":"{hash}","snippets/inline0.js":"sha256-"#);
        assert!(first.contains(&listed), "{first}");
        assert!(first.contains(r#"ON_DEMAND = {"icon-192.png":"sha256-"#));
        fs::write(folder.join("index.html.br"), "compressed")?;
        write(folder)?;
        assert_eq!(fs::read_to_string(folder.join(NAME))?, first);

        fs::write(folder.join("icon-192.png"), "another")?;
        write(folder)?;
        let second = fs::read_to_string(folder.join(NAME))?;
        let build = |script: &str| script.split(',').next().map(str::to_owned);
        assert_ne!(build(&second), build(&first));
        Ok(())
    }
}
