//! What cannot be downloaded is reported, and fetched again when asked.

use crate::ink::digit;
use crate::network::NETWORK;
use crate::visit::visit_with_errors;
use anyhow::Result;
use e2e::Pointer;

/// About the engine: that of a model of one's own speaks elsewhere.
const ALERT: &str = ".engine-note [role=alert]";

#[tokio::test]
async fn a_failed_download_is_reported_and_can_be_retried() -> Result<()> {
    visit_with_errors(NETWORK, async |page, site| {
        site.fail(NETWORK, usize::MAX);
        page.open().await?;
        let alert = page.wait_for(ALERT).await?;
        let says = alert.text().await?;
        assert!(says.contains("could not be loaded"), "{says}");
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.shows_ink().await?;
        page.predict().await?;
        page.answer_in("error").await?;
        site.repair(NETWORK);
        page.click("Try again").await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        page.wait_for_no(ALERT).await
    })
    .await
}

#[tokio::test]
async fn an_early_question_survives_a_failed_download() -> Result<()> {
    visit_with_errors(NETWORK, async |page, site| {
        let engine = site.hold("/engine.js");
        // The page asks for it, and then the engine does.
        site.fail(NETWORK, 2);
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.predict().await?;
        page.answer_in("loading").await?;
        drop(engine);
        page.answer_in("error").await?;
        page.click("Try again").await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_that_cannot_be_downloaded_offers_to_load_again() -> Result<()> {
    visit_with_errors("_bg.wasm", async |page, site| {
        let program = site.program()?;
        site.fail(&program, usize::MAX);
        page.client().goto(&site.url()).await?;
        let button = page.wait_for("#progress button").await?;
        let sentence = page.wait_for("#progress").await?.text().await?;
        assert!(sentence.contains("could not be loaded"), "{sentence}");
        site.repair(&program);
        button.click().await?;
        page.is_open().await?;
        let answer = page.read(&digit(7), Pointer::Mouse).await?;
        assert_eq!(answer.number, "7");
        Ok(())
    })
    .await
}
