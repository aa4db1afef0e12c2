//! Development tools from npm, in the versions of lock files.

use crate::workspace;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use xshell::Shell;
use xshell::cmd;

/// Installs the tools that build the page; returns their `node_modules`.
pub(crate) fn ensure_build_tools() -> Result<PathBuf> {
    ensure(
        "xtask/src/page/npm",
        ".tools/page-build",
        "esbuild and binaryen",
    )
}

/// Installs the tools that check scripts and styles; returns their `node_modules`.
pub(crate) fn ensure_checkers() -> Result<PathBuf> {
    ensure(
        "xtask/src/test/npm",
        ".tools/checkers",
        "Biome and TypeScript",
    )
}

/// Installs the tools that test the page; returns their `node_modules`.
pub(crate) fn ensure_page_tools() -> Result<PathBuf> {
    ensure("e2e/npm", ".tools/page-tools", "axe-core and Lighthouse")
}

/// The executable of an installed tool.
pub(crate) fn program(modules: &Path, name: &str) -> PathBuf {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    modules.join(".bin").join(format!("{name}{suffix}"))
}

fn ensure(sources: &str, folder: &str, tools: &str) -> Result<PathBuf> {
    let [sources, folder] = [sources, folder].map(|path| workspace::root().join(path));
    let sh = workspace::shell()?;
    sh.create_dir(&folder)?;
    for name in ["package.json", "package-lock.json"] {
        sh.copy_file(sources.join(name), folder.join(name))?;
    }
    sh.change_dir(&folder);
    install(&sh, tools)?;
    Ok(folder.join("node_modules"))
}

/// Installs the packages of the current folder's `package-lock.json`, unless they are installed.
pub(crate) fn install(sh: &Shell, tools: &str) -> Result<()> {
    let lock = sh.read_file("package-lock.json")?;
    if sh.read_file("installed.json").is_ok_and(|old| old == lock) {
        return Ok(());
    }
    println!("Installing {tools}.");
    cmd!(sh, "npm ci --no-audit --no-fund")
        .run()
        .with_context(|| {
            format!(
                "cannot install {tools} from npm: this needs a network, and Node.js 20 or newer \
                 from https://nodejs.org"
            )
        })?;
    sh.write_file("installed.json", lock)?;
    Ok(())
}
