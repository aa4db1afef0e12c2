//! Paths of the repository, and a shell whose PATH begins with the project's own tools.

use anyhow::{Context, Result};
use std::env;
use std::env::consts::EXE_SUFFIX;
use std::iter;
use std::path::{Path, PathBuf};
use xshell::Shell;

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the repository")
}

/// The built page.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The fetched public data sets.
pub(crate) fn data() -> PathBuf {
    root().join(".data")
}

/// Path of a workspace executable that cargo built with `profile`.
pub(crate) fn built(profile: &str, name: &str) -> Result<PathBuf> {
    Ok(target()?.join(profile).join(format!("{name}{EXE_SUFFIX}")))
}

/// Cargo's target directory: the one that this executable was built into.
pub(crate) fn target() -> Result<PathBuf> {
    let xtask = env::current_exe()?;
    let target = xtask.ancestors().nth(2);
    target
        .map(Path::to_owned)
        .context("xtask was not built by cargo")
}

/// A shell in the repository.
pub(crate) fn shell() -> Result<Shell> {
    let sh = shell_here()?;
    sh.change_dir(root());
    Ok(sh)
}

/// A shell in the folder the command was typed in, for arguments that name files.
pub(crate) fn shell_here() -> Result<Shell> {
    let sh = Shell::new()?;
    let path = env::var_os("PATH").unwrap_or_default();
    let own = root().join(".tools/bin");
    let path = env::join_paths(iter::once(own).chain(env::split_paths(&path)))
        .context("cannot extend PATH: a folder in it has a separator in its name")?;
    sh.set_var("PATH", path);
    Ok(sh)
}
