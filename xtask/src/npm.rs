//! Programs from npm for the page and its tests, in exactly the versions of a lock file.

use crate::workspace;
use anyhow::{Context, Result};
use std::path::PathBuf;
use xshell::Shell;
use xshell::cmd;

/// The folder `node_modules` with axe-core and Lighthouse.
pub(crate) fn ensure_page_tools() -> Result<PathBuf> {
    ensure("e2e/npm", ".tools/page-tools", "axe-core and Lighthouse")
}

/// The folder `node_modules` with what makes programs and scripts smaller.
pub(crate) fn ensure_optimizers() -> Result<PathBuf> {
    ensure(
        "xtask/src/page/npm",
        ".tools/optimizers",
        "binaryen and terser",
    )
}

fn ensure(sources: &str, folder: &str, what: &str) -> Result<PathBuf> {
    let [sources, folder] = [sources, folder].map(|path| workspace::root().join(path));
    let sh = workspace::shell()?;
    sh.create_dir(&folder)?;
    for name in ["package.json", "package-lock.json"] {
        sh.copy_file(sources.join(name), folder.join(name))?;
    }
    sh.change_dir(&folder);
    install(&sh, what)?;
    Ok(folder.join("node_modules"))
}

/// Exactly what the package-lock.json of this folder says, unless that is there.
pub(crate) fn install(sh: &Shell, what: &str) -> Result<()> {
    let lock = sh.read_file("package-lock.json")?;
    if sh.read_file("installed.json").is_ok_and(|old| old == lock) {
        return Ok(());
    }
    println!("Installing {what}.");
    cmd!(sh, "npm ci --no-audit --no-fund")
        .run()
        .with_context(|| {
            format!("cannot install {what} from npm; is Node.js there, and a network?")
        })?;
    sh.write_file("installed.json", lock)?;
    Ok(())
}
