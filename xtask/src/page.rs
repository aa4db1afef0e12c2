//! Builds the page into `dist/`, unless it is there and nothing has changed since.

mod budget;
mod integrity;
mod optimize;
mod pack;
mod policy;
mod service_worker;
pub(crate) mod tract;

use crate::tools::{self, Tools};
use crate::workspace::root;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};
use xshell::{Shell, cmd};

/// What the page is made of; missing ones are none.
const INPUTS: [&str; 14] = [
    "app",
    "model/digits-net",
    "model/onnx-codegen",
    "model/picture",
    "model/recognizer",
    "model/synthetic-ink",
    "model/weights",
    "protocol",
    "public",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "xtask/src/page",
];

/// How the names of files begin that the page works without, pictures for installing it, other
/// languages, tract and what reads pictures: they are fetched when they are first used, and kept from
/// then on.
const ON_DEMAND: [&str; 5] = ["digits.onnx", "icon-", "locale-", "scanner", "tract"];

/// How the names of files begin that come after the first answer, or when nobody asks for one: the
/// page's own program, and what keeps the page.
const LATE: [&str; 3] = ["app-", "engine.js", "sw.js"];

/// The page is made here, so that a build that fails leaves the last page as it was.
const STAGING: &str = "target/page";
/// As old as the last build's start; holds the versions that built it.
const STAMP: &str = "target/page.stamp";
const LOCK: &str = "target/page.lock";

/// Time of a first build on two cores, without tract.
const ESTIMATE: Duration = Duration::from_secs(180);

/// Builds the whole page into `dist/`, unless it is up to date.
pub(crate) fn ensure(sh: &Shell) -> Result<()> {
    ensure_without_tract(sh)?;
    tract::ensure(sh)
}

/// Time until `ensure_without_tract` is done; `None` if that is a matter of seconds.
pub(crate) fn estimate(sh: &Shell) -> Result<Option<Duration>> {
    Ok((!sh.path_exists("dist/index.html")).then_some(ESTIMATE))
}

/// Builds the page into `dist/`, unless it is up to date; where tract would have to be built first, with its
/// placeholder.
pub(crate) fn ensure_without_tract(sh: &Shell) -> Result<()> {
    let tools = tools::ensure(sh)?;
    // Two builds at once would write into each other's files; the second waits here.
    sh.create_dir("target")?;
    let lock = File::create(root().join(LOCK))?;
    lock.lock()?;
    if is_fresh(root(), &tools.versions)? {
        println!("The page in dist/ is up to date.");
        return Ok(());
    }
    let start = SystemTime::now();
    build(sh, &tools)?;
    sh.write_file(STAMP, &tools.versions)?;
    File::options()
        .write(true)
        .open(root().join(STAMP))?
        .set_modified(start)?;
    Ok(())
}

fn build(sh: &Shell, tools: &Tools) -> Result<()> {
    sh.remove_path(STAGING)?;
    // Trunk copies all snippets from here, also those of earlier builds.
    sh.remove_path("target/wasm-bindgen")?;
    // Not --release, in which Trunk runs wasm-opt on tract too: measured, that takes a minute and a
    // half. The profile in Trunk.toml optimizes all the same.
    cmd!(sh, "trunk build --skip-version-check --dist {STAGING}")
        .env_remove("NO_COLOR") // Trunk refuses NO_COLOR=1
        .run()
        .context("cannot build the page; what is wrong stands above")?;
    let folder = sh.current_dir().join(STAGING);
    if tools.node {
        optimize::page(sh, &folder)?;
    }
    pack::network(&folder)?;
    policy::write(&folder)?;
    tract::place(&folder)?;
    service_worker::write(&folder)?;
    if tools.node {
        println!("Compressing it.");
        compress(sh, &folder)?;
        budget::check(&folder)?;
    } else {
        println!("It is not compressed, which needs Node.js; it works, and takes longer to load.");
    }
    replace(sh, "dist", STAGING)
}

/// Writes compressed copies beside the files of `folder`.
fn compress(sh: &Shell, folder: &Path) -> Result<()> {
    let script = include_str!("page/compress.mjs");
    cmd!(sh, "node --input-type=module --eval {script} {folder}")
        .quiet()
        .run()?;
    Ok(())
}

fn is_on_demand(name: &str) -> bool {
    ON_DEMAND.iter().any(|start| name.starts_with(start))
}

fn is_late(name: &str) -> bool {
    LATE.iter().any(|start| name.starts_with(start))
}

fn replace(sh: &Shell, old: &str, new: &str) -> Result<()> {
    let aside = format!("{new}.old");
    sh.remove_path(&aside)?;
    if sh.path_exists(old) {
        fs::rename(sh.current_dir().join(old), sh.current_dir().join(&aside))?;
    }
    fs::rename(sh.current_dir().join(new), sh.current_dir().join(old))?;
    sh.remove_path(&aside)?;
    Ok(())
}

fn is_fresh(root: &Path, versions: &str) -> Result<bool> {
    let stamp = root.join(STAMP);
    let built_with = fs::read_to_string(&stamp).unwrap_or_default();
    if built_with != versions || !root.join("dist/index.html").exists() {
        return Ok(false);
    }
    let built = modified(&stamp)?;
    for input in INPUTS {
        if newest(&root.join(input))? > built {
            return Ok(false);
        }
    }
    Ok(true)
}

/// When anything in `path` last changed; a folder changes when something in it goes.
fn newest(path: &Path) -> io::Result<SystemTime> {
    if !path.exists() {
        return Ok(SystemTime::UNIX_EPOCH);
    }
    let mut newest_yet = modified(path)?;
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            newest_yet = newest_yet.max(newest(&entry?.path())?);
        }
    }
    Ok(newest_yet)
}

fn modified(path: &Path) -> io::Result<SystemTime> {
    fs::metadata(path)?.modified()
}

#[cfg(test)]
mod tests {
    use super::{STAMP, is_fresh};
    use anyhow::Result;
    use std::fs::{self, File};
    use std::path::Path;
    use std::time::{Duration, SystemTime};
    use xshell::Shell;

    #[test]
    fn a_page_is_fresh_until_an_input_changes() -> Result<()> {
        let folder = Shell::new()?.create_temp_dir()?;
        let root = folder.path();
        for file in [
            "app/src/main.rs",
            "bench/web/src/main.rs",
            "e2e/src/lib.rs",
            "dist/index.html",
            STAMP,
        ] {
            write(&root.join(file), "as built")?;
        }
        let (earlier, later) = (
            SystemTime::now(),
            SystemTime::now() + Duration::from_secs(60),
        );
        age(&root.join(STAMP), later)?;
        assert!(is_fresh(root, "as built")?);
        assert!(!is_fresh(root, "by another trunk")?);

        for file in ["bench/web/src/main.rs", "e2e/src/lib.rs"] {
            age(&root.join(file), later + Duration::from_secs(1))?;
            assert!(is_fresh(root, "as built")?);
        }

        age(
            &root.join("app/src/main.rs"),
            later + Duration::from_secs(1),
        )?;
        assert!(!is_fresh(root, "as built")?);

        age(&root.join("app/src/main.rs"), earlier)?;
        fs::remove_file(root.join("dist/index.html"))?;
        assert!(!is_fresh(root, "as built")?);
        Ok(())
    }

    fn write(path: &Path, content: &str) -> Result<()> {
        fs::create_dir_all(path.parent().expect("a parent"))?;
        Ok(fs::write(path, content)?)
    }

    fn age(path: &Path, modified: SystemTime) -> Result<()> {
        Ok(File::options()
            .write(true)
            .open(path)?
            .set_modified(modified)?)
    }
}
