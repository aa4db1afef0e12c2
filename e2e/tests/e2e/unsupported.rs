//! Browsers that cannot run the page get a sentence that states why.

use crate::assertions::assert_contains;
use crate::visit::{Setup, visit_unopened};
use anyhow::Result;
use e2e::cdp;

/// Rejects modules with SIMD, such as the app's, as browsers from before 2023 do.
const NO_SIMD: &str = "
    WebAssembly.validate = () => false;
    const refuse = () => Promise.reject(new WebAssembly.CompileError('no SIMD here'));
    Object.assign(WebAssembly, { instantiate: refuse, instantiateStreaming: refuse });";

/// Firefox supports it since May 2023.
const NO_DECOMPRESSION: &str = "delete globalThis.DecompressionStream;";

#[test]
fn without_scripts_there_is_a_sentence() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        cdp::disable_scripts(page.client()).await?;
        page.client().goto(&site.url()).await?;
        let sentence = page.text("noscript p").await?;
        assert_contains(&sentence, "allow scripts");
        Ok(())
    })
}

/// Asserts that the page states this reason in a browser that the script restricts.
fn check(script: &str, error: &str, reason: &str) -> Result<()> {
    let setup = Setup::new().init_script(script).expect_error(error);
    visit_unopened(setup, async |page, site| {
        page.client().goto(&site.url()).await?;
        let sentence = page.text("#progress[data-final]").await?;
        assert_contains(&sentence, reason);
        Ok(())
    })
}

#[test]
fn without_decompression_there_is_a_sentence() -> Result<()> {
    let reason = "lacks DecompressionStream, which";
    check(NO_DECOMPRESSION, "DecompressionStream", reason)
}

#[test]
fn without_simd_there_is_a_sentence() -> Result<()> {
    check(NO_SIMD, "no SIMD here", "lacks WebAssembly SIMD")
}
