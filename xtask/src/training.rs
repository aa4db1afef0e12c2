//! The training's Python environment and what runs in it.

use crate::workspace::{self, root};
use anyhow::{Context, Result};
use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use xshell::{Shell, cmd};

/// Installs what uv.lock says.
const UV: &str = "0.13.8";
const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// Trains a model, from the folder the command was typed in, and exports it.
pub(crate) fn train(args: &[String]) -> Result<()> {
    ensure_environment()?;
    let sh = workspace::shell_here()?;
    sh.set_var("PYTHONPATH", folder());
    let python = program("python");
    cmd!(sh, "{python} -m inkling_training train {args...}")
        .quiet()
        .run()?;
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        return Ok(());
    }
    let trained = checkpoint(args);
    cmd!(sh, "{python} -m inkling_training export {trained...}")
        .quiet()
        .run()?;
    Ok(())
}

/// The export's option for what was just trained, when it is not where it usually is.
fn checkpoint(args: &[String]) -> Option<String> {
    let after = |pair: &[String]| (pair[0] == "--run").then(|| pair[1].clone());
    let run = args
        .iter()
        .find_map(|arg| arg.strip_prefix("--run=").map(str::to_owned))
        .or_else(|| args.windows(2).find_map(after))?;
    Some(format!("--checkpoint={run}/best.pt"))
}

/// A shell in the training's folder, with its environment made as uv.lock says.
pub(crate) fn ensure_environment() -> Result<Shell> {
    let sh = workspace::shell()?;
    sh.change_dir(folder());
    let python = program("python");
    if !python.exists() {
        println!("Making the training's Python environment; PyTorch is a large download.");
        cmd!(sh, "{PYTHON} -m venv .venv")
            .run()
            .context("the training needs Python 3.11 or later, with venv; on Debian `apt-get install python3-venv`")?;
    }
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
    let bin = if cfg!(windows) { "Scripts" } else { "bin" };
    folder()
        .join(".venv")
        .join(bin)
        .join(format!("{name}{EXE_SUFFIX}"))
}

fn folder() -> PathBuf {
    root().join("model/training")
}

#[cfg(test)]
mod tests {
    use super::checkpoint;

    #[test]
    fn what_was_trained_is_exported() {
        let cases: [(&[&str], Option<&str>); 4] = [
            (
                &["--run", "runs/wide", "--seed", "2"],
                Some("--checkpoint=runs/wide/best.pt"),
            ),
            (
                &["--seed", "2", "--run=runs/wide"],
                Some("--checkpoint=runs/wide/best.pt"),
            ),
            (&["--seed", "2"], None),
            (&[], None),
        ];
        for (args, expected) in cases {
            let args: Vec<_> = args.iter().map(|arg| (*arg).to_owned()).collect();
            assert_eq!(checkpoint(&args).as_deref(), expected);
        }
    }
}
