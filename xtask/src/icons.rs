//! Rasterization of the page's icon.

use crate::{browser, workspace};
use anyhow::Result;
use xshell::cmd;

/// Draws the pictures that `public/manifest.webmanifest` lists, in the browser of the tests.
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
