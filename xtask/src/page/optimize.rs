//! Optimizes the WebAssembly programs that every visitor downloads, and minifies their bindings.

use super::bundles;
use crate::npm;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// WebAssembly features that the programs may use; wasm-bindgen strips the section that lists them.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// File name prefixes and optimization levels: the app for size, the network for speed.
const LEVELS: [(&str, &str); 2] = [("app-", "-Oz"), ("worker_", "-O3")];

/// Optimizes the page in this folder.
pub(super) fn page(sh: &Shell, folder: &Path) -> Result<()> {
    let wasm_opt = npm::program(&npm::ensure_build_tools()?, "wasm-opt");
    println!("Optimizing the programs.");
    let programs = programs(folder)?;
    for (prefix, level) in LEVELS {
        let program = programs.iter().find(|program| has_prefix(program, prefix));
        let program = program.with_context(|| format!("the page has no program {prefix}*"))?;
        cmd!(
            sh,
            "{wasm_opt} {level} {FEATURES...} {program} -o {program}"
        )
        .quiet()
        .run()?;
    }
    let bindings: Vec<_> = programs
        .iter()
        .filter_map(|program| bindings(program))
        .collect();
    bundles::minify(sh, &bindings, folder)
}

fn programs(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut programs = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            programs.push(path);
        }
    }
    Ok(programs)
}

fn has_prefix(program: &Path, prefix: &str) -> bool {
    let name = program.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with(prefix)
}

/// The script that wasm-bindgen writes for this program.
fn bindings(program: &Path) -> Option<PathBuf> {
    let name = program.file_name()?.to_str()?;
    let name = name.strip_suffix("_bg.wasm")?;
    Some(program.with_file_name(format!("{name}.js")))
}

#[cfg(test)]
mod tests {
    use super::{bindings, has_prefix, programs};
    use anyhow::Result;
    use std::path::Path;
    use xshell::Shell;

    #[test]
    fn programs_are_found_with_their_bindings() -> Result<()> {
        let sh = Shell::new()?;
        let folder = sh.create_temp_dir()?;
        for name in ["worker.js", "worker_bg.wasm", "index.html"] {
            sh.write_file(folder.path().join(name), "")?;
        }
        let programs = programs(folder.path())?;
        assert_eq!(programs, [folder.path().join("worker_bg.wasm")]);
        assert!(has_prefix(&programs[0], "worker_") && !has_prefix(&programs[0], "app-"));
        assert_eq!(
            bindings(&programs[0]).as_deref(),
            Some(&*folder.path().join("worker.js"))
        );
        assert_eq!(bindings(Path::new("engine.js")), None);
        Ok(())
    }
}
