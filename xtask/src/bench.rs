//! Measures the page's speed, and the server's.

use crate::{browser, data, page, python, run, workspace};
use anyhow::Result;
use xshell::cmd;

/// Passes `args` to the benchmark, from the folder the command was typed in.
pub(crate) fn web(args: &[String]) -> Result<()> {
    page::ensure(&workspace::shell()?)?;
    let sh = workspace::shell_here()?;
    let driver = browser::ensure_driver(&sh)?;
    cmd!(
        sh,
        "cargo run --quiet --release --package e2e --bin bench -- {args...}"
    )
    .env("CHROMEDRIVER", driver)
    .env("INKLING_DIST", workspace::dist())
    .quiet()
    .run()?;
    Ok(())
}

/// Passes `args` to the server's benchmark, from the folder the command was typed in.
pub(crate) fn server(args: &[String]) -> Result<()> {
    run::build()?;
    let sh = workspace::shell()?;
    cmd!(sh, "cargo build --quiet --release --package server-bench")
        .quiet()
        .run()?;
    if !names_data(args) {
        data::fetch()?;
    }
    let driver = browser::ensure_driver(&sh)?;
    let peer = workspace::root().join("server/bench/peer/requirements.txt");
    let python = python::ensure_packages(&sh, &workspace::root().join(".tools/peer"), &peer)?;
    let bench = workspace::built("release", "server-bench")?;
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

/// Whether the arguments say where the data is.
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
