//! Writes the script that keeps the page for visits without a network.

use super::{integrity, is_on_demand};
use anyhow::Result;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const SCRIPT: &str = include_str!("service_worker.js");
const NAME: &str = "sw.js";

/// The integrity of files by their names.
type Files = BTreeMap<String, String>;

/// For the files in this folder, all of which the build has written.
pub(super) fn write(folder: &Path) -> Result<()> {
    let mut files = Files::new();
    list(folder, "", &mut files)?;
    Ok(fs::write(folder.join(NAME), script(files))?)
}

fn script(files: Files) -> String {
    let build = name_of(&files);
    let (on_demand, files): (Files, Files) =
        files.into_iter().partition(|(name, _)| is_on_demand(name));
    let [build, files, on_demand] = [json!(build), json!(files), json!(on_demand)];
    format!("const BUILD = {build}, FILES = {files}, ON_DEMAND = {on_demand};\n{SCRIPT}")
}

/// The same files have the same name, also when they are built elsewhere.
fn name_of(files: &Files) -> String {
    let digest = Sha256::digest(json!([files, SCRIPT]).to_string());
    let digits = digest[..8].iter().map(|byte| format!("{byte:02x}"));
    digits.collect()
}

fn list(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let (path, name) = {
            let entry = entry?;
            (
                entry.path(),
                entry.file_name().to_string_lossy().into_owned(),
            )
        };
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            list(&path, &format!("{name}/"), files)?;
        } else if name != NAME {
            files.insert(address(name), integrity::of(fs::read(path)?));
        }
    }
    Ok(())
}

/// Hosts give the page at the folder's own address; some redirect its file's address there.
fn address(name: String) -> String {
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
    fn a_build_is_named_after_the_content_of_its_files() -> Result<()> {
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
