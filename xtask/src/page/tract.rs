//! Builds the worker that runs tract. It takes longer than the rest of the page and few users need it, so the page
//! is complete without it: a placeholder reports that it is still being built.

use super::{bundles, compress, is_newer, service_worker};
use crate::progress::Minutes;
use crate::workspace::{dist, root, target};
use anyhow::Result;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, Instant};
use xshell::{Shell, cmd};

/// The worker's module, and its WebAssembly, which the module names.
const FILES: [&str; 2] = ["tract-worker_bg.wasm", "tract-worker.js"];
const PLACEHOLDER: &str = include_str!("pending.js");

/// Holds the built worker with its compressed copies.
const BUILT: &str = "target/tract-worker";
const LOCK: &str = "target/tract.lock";

/// Build inputs; missing paths are ignored.
const INPUTS: [&str; 10] = [
    "app/tract-worker",
    "app/worker-runtime",
    "model/ink-geometry",
    "model/recognizer",
    "model/synthetic-ink",
    "model/weights",
    "protocol",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
];

/// Time of a first build on two cores.
const ESTIMATE: Duration = Duration::from_secs(300);

/// Puts the worker into `folder` if it is up to date.
pub(super) fn place(folder: &Path) -> Result<()> {
    if is_fresh(root())? {
        copy(&root().join(BUILT), folder)?;
    }
    Ok(())
}

/// Puts the placeholder into `folder` if the worker is missing. Call it after the service worker has been written,
/// which must not keep the placeholder.
pub(super) fn hold_place(folder: &Path) -> Result<()> {
    let module = folder.join(FILES[1]);
    if !module.exists() {
        fs::write(module, PLACEHOLDER)?;
    }
    Ok(())
}

/// Whether `dist/` still has the placeholder.
pub(crate) fn is_pending() -> bool {
    fs::read_to_string(dist().join(FILES[1])).is_ok_and(|script| script == PLACEHOLDER)
}

/// Replaces the placeholder in `dist/`, building the worker if needed.
pub(crate) fn ensure(sh: &Shell) -> Result<()> {
    // Two builds at once would write the same files; the second waits here.
    let lock = File::create(root().join(LOCK))?;
    lock.lock()?;
    if !is_pending() {
        return Ok(());
    }
    if !is_fresh(root())? {
        build(sh)?;
    }
    copy(&root().join(BUILT), &dist())?;
    service_worker::write(&dist())?;
    compress(sh, &dist())
}

fn build(sh: &Shell) -> Result<()> {
    println!(
        "Building tract, for models of your own: about {} the first time.",
        Minutes(ESTIMATE)
    );
    let start = Instant::now();
    cmd!(
        sh,
        "cargo build --quiet --profile web --target wasm32-unknown-unknown --package tract-worker"
    )
    .quiet()
    .run()?;
    sh.remove_path(BUILT)?;
    let program = target()?.join("wasm32-unknown-unknown/web/tract-worker.wasm");
    cmd!(
        sh,
        "wasm-bindgen --target web --no-typescript --out-dir {BUILT} {program}"
    )
    .quiet()
    .run()?;
    let folder = root().join(BUILT);
    bundles::minify(sh, &[folder.join(FILES[1])], &folder)?;
    compress(sh, &folder)?;
    println!("Built tract in {}.", Minutes(start.elapsed()));
    Ok(())
}

/// Copies the module last: until then the placeholder answers.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for name in FILES {
        for extension in ["", ".br", ".gz"] {
            let name = format!("{name}{extension}");
            if from.join(&name).exists() {
                let aside = to.join(format!("{name}.new"));
                fs::copy(from.join(&name), &aside)?;
                fs::rename(aside, to.join(&name))?;
            }
        }
    }
    Ok(())
}

fn is_fresh(root: &Path) -> Result<bool> {
    let module = root.join(BUILT).join(FILES[1]);
    Ok(module.exists() && is_newer(root, &module, &INPUTS)?)
}

#[cfg(test)]
mod tests {
    use super::{BUILT, FILES, copy, is_fresh};
    use anyhow::Result;
    use xshell::Shell;

    #[test]
    fn a_worker_is_fresh_once_it_is_newer_than_its_inputs() -> Result<()> {
        let sh = Shell::new()?;
        let folder = sh.create_temp_dir()?;
        let root = folder.path();
        sh.write_file(root.join("app/tract-worker/src/main.rs"), "fn main() {}")?;
        assert!(!is_fresh(root)?);
        sh.write_file(root.join(BUILT).join(FILES[1]), "export default init")?;
        assert!(is_fresh(root)?);
        let input = std::fs::File::options()
            .write(true)
            .open(root.join("app/tract-worker/src/main.rs"))?;
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
        input.set_modified(later)?;
        assert!(!is_fresh(root)?);
        Ok(())
    }

    #[test]
    fn the_worker_replaces_its_placeholder() -> Result<()> {
        let sh = Shell::new()?;
        let (from, to) = (sh.create_temp_dir()?, sh.create_temp_dir()?);
        for name in [
            "tract-worker.js",
            "tract-worker_bg.wasm",
            "tract-worker_bg.wasm.br",
            "other.js",
        ] {
            sh.write_file(from.path().join(name), name)?;
        }
        sh.write_file(to.path().join(FILES[1]), super::PLACEHOLDER)?;
        copy(from.path(), to.path())?;
        assert_eq!(sh.read_file(to.path().join(FILES[1]))?, "tract-worker.js");
        assert!(to.path().join("tract-worker_bg.wasm.br").exists());
        assert!(!to.path().join("other.js").exists());
        Ok(())
    }
}
