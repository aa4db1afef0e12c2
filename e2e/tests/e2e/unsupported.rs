//! A browser that cannot run the page says so in a sentence.

use crate::visit::{visit, visit_with_errors};
use anyhow::Result;
use e2e::cdp;

/// A browser of before 2023 takes no module with SIMD, as the page's own is.
const NO_SIMD: &str = "
    WebAssembly.validate = () => false;
    const refuse = () => Promise.reject(new WebAssembly.CompileError('no SIMD here'));
    Object.assign(WebAssembly, { instantiate: refuse, instantiateStreaming: refuse });";

#[tokio::test]
async fn without_scripts_there_is_a_sentence() -> Result<()> {
    visit(async |page, site| {
        cdp::forbid_scripts(page.client()).await?;
        page.client().goto(&site.url()).await?;
        let sentence = page.wait_for("noscript p").await?.text().await?;
        assert!(sentence.contains("allow scripts"), "{sentence}");
        Ok(())
    })
    .await
}

/// Firefox has had it since May 2023.
const NO_DECOMPRESSION: &str = "delete globalThis.DecompressionStream;";

#[tokio::test]
async fn without_decompression_there_is_a_sentence() -> Result<()> {
    visit_with_errors("DecompressionStream", async |page, site| {
        page.run_first(NO_DECOMPRESSION).await?;
        page.client().goto(&site.url()).await?;
        let sentence = page.wait_for("#progress[data-final]").await?.text().await?;
        let says = "lacks DecompressionStream, which";
        assert!(sentence.contains(says), "{sentence}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_simd_there_is_a_sentence() -> Result<()> {
    visit_with_errors("no SIMD here", async |page, site| {
        page.run_first(NO_SIMD).await?;
        page.client().goto(&site.url()).await?;
        let sentence = page.wait_for("#progress[data-final]").await?.text().await?;
        assert!(sentence.contains("lacks WebAssembly SIMD"), "{sentence}");
        Ok(())
    })
    .await
}
