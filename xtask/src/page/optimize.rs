//! Makes the page's own program smaller: browsers compile it while people wait.

use crate::npm;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// What the program may use, which it no longer says itself.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// In this folder.
pub(super) fn page(sh: &Shell, folder: &Path) -> Result<()> {
    let program = program(folder)?;
    let wasm_opt = npm::ensure_wasm_opt()?;
    println!("Optimizing it.");
    cmd!(sh, "{wasm_opt} -Oz {FEATURES...} {program} -o {program}")
        .quiet()
        .run()?;
    Ok(())
}

fn program(folder: &Path) -> Result<PathBuf> {
    let is_it = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("app-") && name.ends_with("_bg.wasm")
    };
    let mut files = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    files.find(is_it).context("the page has no program")
}
