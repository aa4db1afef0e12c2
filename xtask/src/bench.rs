//! Measures the page's speed.

use crate::{browser, page, workspace};
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
