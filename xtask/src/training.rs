//! Python environment of the training, and its commands.

mod stages;

pub(crate) use stages::train;

use crate::python;
use crate::workspace::{self, root};
use anyhow::{Context, Result};
use std::path::PathBuf;
use xshell::{Shell, cmd};

/// Version of uv, which installs the packages of `uv.lock`.
const UV: &str = "0.13.8";

/// Ensures the environment that `uv.lock` describes; returns a shell in the training's folder.
pub(crate) fn ensure_environment() -> Result<Shell> {
    let sh = workspace::shell()?;
    sh.change_dir(folder());
    if !program("python").exists() {
        println!("Creating the Python environment of the training; PyTorch is a large download.");
    }
    let python = python::ensure_environment(&sh, &environment())?;
    ensure_uv(&sh)?;
    // Needs no network when everything is installed as locked.
    cmd!(sh, "{python} -m uv sync --locked --quiet")
        .quiet()
        .run()
        .context("cannot install the training's packages; after a change of pyproject.toml run `uv lock`")?;
    Ok(sh)
}

fn ensure_uv(sh: &Shell) -> Result<()> {
    let python = program("python");
    let found = cmd!(sh, "{python} -m uv --version")
        .quiet()
        .ignore_stderr()
        .read()
        .unwrap_or_default();
    if found.split_whitespace().nth(1) == Some(UV) {
        return Ok(());
    }
    cmd!(
        sh,
        "{python} -m pip install --quiet --disable-pip-version-check uv=={UV}"
    )
    .run()
    .with_context(|| format!("cannot install uv {UV} from PyPI; is there a network?"))
}

/// Path of an executable of the training's environment.
pub(crate) fn program(name: &str) -> PathBuf {
    python::program(&environment(), name)
}

fn environment() -> PathBuf {
    folder().join(".venv")
}

fn folder() -> PathBuf {
    root().join("model/training")
}
