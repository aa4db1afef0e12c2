//! Python's virtual environments.

use anyhow::{Context, Result};
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// Ensures a virtual environment in this folder; returns its Python.
pub(crate) fn ensure_environment(sh: &Shell, folder: &Path) -> Result<PathBuf> {
    let python = program(folder, "python");
    if !python.exists() {
        cmd!(sh, "{PYTHON} -m venv {folder}").run().context(
            "this needs Python 3.11 or later, with venv; on Debian `apt-get install python3-venv`",
        )?;
    }
    Ok(python)
}

/// Ensures a virtual environment with the packages of a requirements file; returns its Python.
pub(crate) fn ensure_packages(sh: &Shell, folder: &Path, requirements: &Path) -> Result<PathBuf> {
    let python = ensure_environment(sh, folder)?;
    // Needs no network when everything is installed.
    cmd!(
        sh,
        "{python} -m pip install --quiet --disable-pip-version-check --requirement {requirements}"
    )
    .run()
    .with_context(|| {
        let requirements = requirements.display();
        format!("cannot install {requirements} from PyPI; is there a network?")
    })?;
    Ok(python)
}

/// Path of an executable of the environment in this folder.
pub(crate) fn program(folder: &Path, name: &str) -> PathBuf {
    let bin = if cfg!(windows) { "Scripts" } else { "bin" };
    folder.join(bin).join(format!("{name}{EXE_SUFFIX}"))
}
