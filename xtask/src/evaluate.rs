//! Measures the committed model.

use crate::workspace;
use anyhow::Result;
use xshell::cmd;

/// Passes `args` to the evaluation, from the folder the command was typed in.
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
