//! Bundles and minifies the page's scripts and styles with esbuild.

use crate::npm;
use anyhow::Result;
use std::path::Path;
use xshell::{Shell, cmd};

/// Output folder; `app/index.html` includes the bundles from here.
const FOLDER: &str = "target/bundles";

/// ECMAScript version of the page: top-level `await` is the newest feature in use.
const TARGET: &str = "es2022";

/// Entries of inline classic scripts that any browser must be able to parse.
const ANY_BROWSER: [&str; 2] = ["trailing-slash", "support"];

/// Entries of inline classic scripts that run before the style.
const EARLY: [&str; 1] = ["network"];

/// Entries of the inline module and of the workers.
const MODULES: [&str; 4] = ["main", "engine", "tract-engine", "scanner-worker"];

/// Modules that wasm-bindgen writes later, imported at run time.
const EXTERNAL: [&str; 3] = ["./worker.js", "./tract-worker.js", "./scanner.js"];

/// Writes all bundles.
pub(super) fn write(sh: &Shell) -> Result<()> {
    let esbuild = npm::program(&npm::ensure_build_tools()?, "esbuild");
    sh.remove_path(FOLDER)?;
    bundle(sh, &esbuild, &ANY_BROWSER, "iife", "es5")?;
    bundle(sh, &esbuild, &EARLY, "iife", TARGET)?;
    bundle(sh, &esbuild, &MODULES, "esm", TARGET)?;
    let style = "public/styles/index.css";
    cmd!(
        sh,
        "{esbuild} {style} --bundle --minify --log-level=warning --outfile={FOLDER}/style.css"
    )
    .quiet()
    .run()?;
    Ok(())
}

fn bundle(sh: &Shell, esbuild: &Path, entries: &[&str], format: &str, target: &str) -> Result<()> {
    let scripts = entries
        .iter()
        .map(|entry| format!("app/scripts/{entry}.js"));
    let external = EXTERNAL.map(|module| format!("--external:{module}"));
    cmd!(
        sh,
        "{esbuild} {scripts...} --bundle --minify --charset=utf8 --log-level=warning --format={format} --target={target} {external...} --outdir={FOLDER}"
    )
    .quiet()
    .run()?;
    Ok(())
}

/// Minifies modules in place.
pub(super) fn minify(sh: &Shell, modules: &[impl AsRef<Path>], folder: &Path) -> Result<()> {
    let esbuild = npm::program(&npm::ensure_build_tools()?, "esbuild");
    let modules = modules.iter().map(AsRef::as_ref);
    cmd!(
        sh,
        "{esbuild} {modules...} --minify --log-level=warning --format=esm --target={TARGET} --allow-overwrite --outdir={folder}"
    )
    .quiet()
    .run()?;
    Ok(())
}
