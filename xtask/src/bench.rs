//! Benchmarks of the page and of the server.

pub(crate) mod lighthouse;
mod peers;

use crate::{browser, data, page, python, run, workspace};
use anyhow::Result;
use std::path::PathBuf;
use xshell::{Shell, cmd};

/// Runs the page's benchmark with `args` in the current folder.
pub(crate) fn web(args: &[String]) -> Result<()> {
    let sh = workspace::shell()?;
    page::ensure(&sh)?;
    let peers = peers::build(&sh)?;
    let bench = build(&sh, "bench-web")?;
    let here = workspace::shell_here()?;
    cmd!(here, "{bench} {args...}")
        .env("CHROMEDRIVER", browser::ensure_driver(&sh)?)
        .env("INKLING_DIST", workspace::dist())
        .env("INKLING_PEERS", peers)
        .env("INKLING_PEER_PYTHON", peer_python(&sh)?)
        .quiet()
        .run()?;
    Ok(())
}

/// Runs the server's benchmark with `args` in the current folder.
pub(crate) fn server(args: &[String]) -> Result<()> {
    run::build()?;
    let sh = workspace::shell()?;
    let bench = build(&sh, "bench-server")?;
    if !names_data(args) {
        data::fetch()?;
    }
    let driver = browser::ensure_driver(&sh)?;
    let python = peer_python(&sh)?;
    let here = workspace::shell_here()?;
    cmd!(here, "{bench} {args...}")
        .env("CHROMEDRIVER", driver)
        .env("INKLING_DATA", workspace::data())
        .env("INKLING_DIST", workspace::dist())
        .env("INKLING_SERVER", workspace::built("release", "server")?)
        .env("INKLING_PEER_PYTHON", python)
        .quiet()
        .run()?;
    Ok(())
}

/// Builds an executable of the workspace; returns its path.
fn build(sh: &Shell, package: &str) -> Result<PathBuf> {
    cmd!(sh, "cargo build --quiet --release --package {package}")
        .quiet()
        .run()?;
    workspace::built("release", package)
}

/// Ensures a Python with onnxruntime; returns its path.
fn peer_python(sh: &Shell) -> Result<PathBuf> {
    let requirements = workspace::root().join("bench/server/peer/requirements.txt");
    python::ensure_packages(sh, &workspace::root().join(".tools/peer"), &requirements)
}

/// Whether the arguments contain `--data`.
fn names_data(args: &[String]) -> bool {
    args.iter()
        .any(|arg| arg == "--data" || arg.starts_with("--data="))
}

#[cfg(test)]
mod tests {
    use super::names_data;

    #[test]
    fn data_is_fetched_unless_it_is_named() {
        let names = |args: &[&str]| {
            let args: Vec<_> = args.iter().map(|arg| (*arg).to_owned()).collect();
            names_data(&args)
        };
        assert!(names(&["--only", "cost", "--data", "../shared/data"]));
        assert!(names(&["--data=../shared/data"]));
        assert!(!names(&["--only", "cost"]));
    }
}
