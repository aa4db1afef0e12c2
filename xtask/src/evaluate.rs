//! Evaluation of the committed model.

use crate::workspace;
use anyhow::Result;
use xshell::cmd;

/// Runs the evaluation with `args` in the current folder.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let sh = workspace::shell_here()?;
    cmd!(
        sh,
        "cargo run --quiet --release --package evaluation -- {args...}"
    )
    .quiet()
    .run()?;
    Ok(())
}
