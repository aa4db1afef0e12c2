//! Makes the page's own program and the scripts that start programs smaller: browsers read them
//! while people wait.

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
    let modules = npm::ensure_optimizers()?;
    let [wasm_opt, terser] = ["wasm-opt", "terser"].map(|name| modules.join(".bin").join(name));
    println!("Optimizing it.");
    let programs = programs(folder)?;
    let page = programs.iter().find(|program| is_page(program));
    let page = page.context("the page has no program")?;
    cmd!(sh, "{wasm_opt} -Oz {FEATURES...} {page} -o {page}")
        .quiet()
        .run()?;
    for script in programs.iter().filter_map(|program| bindings(program)) {
        cmd!(
            sh,
            "{terser} --module --compress --mangle --output {script} {script}"
        )
        .quiet()
        .run()?;
    }
    Ok(())
}

fn programs(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let files: Result<Vec<PathBuf>> = files.collect();
    let is_program = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| extension == "wasm")
    };
    Ok(files?.into_iter().filter(is_program).collect())
}

fn is_page(program: &Path) -> bool {
    let name = program.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with("app-")
}

/// The script that wasm-bindgen makes for this program.
fn bindings(program: &Path) -> Option<PathBuf> {
    let name = program.file_name()?.to_str()?;
    let name = name.strip_suffix("_bg.wasm")?;
    Some(program.with_file_name(format!("{name}.js")))
}
