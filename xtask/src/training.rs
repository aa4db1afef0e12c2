//! The training's Python environment and what runs in it.

mod stages;

pub(crate) use stages::train;

use crate::python;
use crate::workspace::{self, root};
use anyhow::{Context, Result};
use std::path::PathBuf;
use xshell::{Shell, cmd};

/// Installs what uv.lock says.
const UV: &str = "0.13.8";

/// A shell in the training's folder, with its environment made as uv.lock says.
pub(crate) fn ensure_environment() -> Result<Shell> {
    let sh = workspace::shell()?;
    sh.change_dir(folder());
    if !program("python").exists() {
        println!("Making the training's Python environment; PyTorch is a large download.");
    }
    let python = python::ensure_environment(&sh, &environment())?;
    ensure_uv(&sh)?;
    // Does nothing, and needs no network, when all is as locked.
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

/// A program of the training's environment.
pub(crate) fn program(name: &str) -> PathBuf {
    python::program(&environment(), name)
}

fn environment() -> PathBuf {
    folder().join(".venv")
}

fn folder() -> PathBuf {
    root().join("model/training")
}
