//! Builds the page into `dist/`, unless it is up to date.

mod budget;
mod bundles;
mod integrity;
mod optimize;
mod pack;
mod policy;
mod service_worker;
pub(crate) mod tract;

use crate::tools;
use crate::workspace::root;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};
use xshell::{Shell, cmd};

/// Build inputs; missing paths are ignored.
const INPUTS: [&str; 16] = [
    "app",
    "bench/figures",
    "model/digits-net",
    "model/ink-geometry",
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

/// Prefixes of files that are fetched and cached at first use: the model, icons for the installed page,
/// other languages, the scanner and tract.
const ON_DEMAND: [&str; 5] = ["digits.onnx", "icon-", "locale-", "scanner", "tract"];

/// Prefixes of files that load after the first answer: the app, its engine's worker and the service
/// worker.
const LATE: [&str; 3] = ["app-", "engine.js", "sw.js"];

/// Staging folder: a failed build leaves `dist/` as it was.
const STAGING: &str = "target/page";
/// Stamp of the last build: modified when that started, with the versions of its tools.
const STAMP: &str = "target/page.stamp";
/// Lock file: concurrent builds would write into each other's files.
const LOCK: &str = "target/page.lock";

/// Time of a first build on two cores, without tract.
const ESTIMATE: Duration = Duration::from_secs(225);

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
    let versions = tools::ensure(sh)?;
    sh.create_dir("target")?;
    let lock = File::create(root().join(LOCK))?;
    lock.lock()?;
    if is_fresh(root(), &versions)? {
        println!("The page in dist/ is up to date.");
        return Ok(());
    }
    let start = SystemTime::now();
    build(sh)?;
    sh.write_file(STAMP, &versions)?;
    File::options()
        .write(true)
        .open(root().join(STAMP))?
        .set_modified(start)?;
    Ok(())
}

fn build(sh: &Shell) -> Result<()> {
    sh.remove_path(STAGING)?;
    // Trunk would copy the snippets of earlier builds, too.
    sh.remove_path("target/wasm-bindgen")?;
    bundles::write(sh)?;
    // Without --release, with which Trunk would run wasm-opt on tract, too: measured, 1½ minutes. The
    // profile in Trunk.toml optimizes all the same.
    cmd!(sh, "trunk build --skip-version-check --dist {STAGING}")
        .env_remove("NO_COLOR") // Trunk refuses NO_COLOR=1
        .run()
        .context("cannot build the page; see the errors above")?;
    let folder = sh.current_dir().join(STAGING);
    optimize::page(sh, &folder)?;
    pack::network(&folder)?;
    policy::write(&folder)?;
    tract::place(&folder)?;
    service_worker::write(&folder)?;
    tract::hold_place(&folder)?;
    println!("Compressing the page.");
    compress(sh, &folder)?;
    budget::check(&folder)?;
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
    ON_DEMAND.iter().any(|prefix| name.starts_with(prefix))
}

fn is_late(name: &str) -> bool {
    LATE.iter().any(|prefix| name.starts_with(prefix))
}

/// Puts the folder `new` in place of `old`.
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
    is_newer(root, &stamp, &INPUTS)
}

/// Whether `output` is at least as new as every input.
fn is_newer(root: &Path, output: &Path, inputs: &[&str]) -> Result<bool> {
    let built = modified(output)?;
    for input in inputs {
        if newest(&root.join(input))? > built {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Latest modification time in `path`; that of a folder includes deletions.
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
