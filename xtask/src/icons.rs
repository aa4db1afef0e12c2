//! Draws the page's icon.

use crate::{browser, workspace};
use anyhow::Result;
use xshell::cmd;

/// As the pictures that `public/manifest.webmanifest` names, in the browser that the tests use.
pub(crate) fn draw() -> Result<()> {
    let sh = workspace::shell()?;
    let driver = browser::ensure_driver(&sh)?;
    cmd!(
        sh,
        "cargo run --quiet --release --package e2e --bin icons -- public"
    )
    .env("CHROMEDRIVER", driver)
    .quiet()
    .run()?;
    Ok(())
}
