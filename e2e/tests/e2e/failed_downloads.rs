//! Failed downloads are reported and can be retried.

use crate::assertions::assert_contains;
use crate::network::NETWORK;
use crate::visit::{Setup, visit_unopened};
use anyhow::Result;

/// Alert about the engine; own models have another one.
const ALERT: &str = ".engine-note [role=alert]";

#[test]
fn a_failed_download_of_the_network_can_be_retried() -> Result<()> {
    visit_unopened(Setup::new().expect_error(NETWORK), async |page, site| {
        site.fail(NETWORK, usize::MAX);
        page.open().await?;
        assert_contains(&page.text(ALERT).await?, "could not be loaded");
        page.draw_digit(7).await?;
        page.wait_for_ink().await?;
        page.predict().await?;
        page.wait_for_answer("error").await?;
        site.repair(NETWORK);
        page.click("Try again").await?;
        page.expect_number("7").await?;
        page.wait_for_no(ALERT).await
    })
}

#[test]
fn an_early_prediction_survives_a_failed_download() -> Result<()> {
    visit_unopened(Setup::new().expect_error(NETWORK), async |page, site| {
        let engine = site.hold("/engine.js");
        // The page preloads the network before the engine requests it.
        site.fail(NETWORK, 2);
        page.open().await?;
        page.draw_digit(7).await?;
        page.predict().await?;
        page.wait_for_answer("loading").await?;
        drop(engine);
        page.wait_for_answer("error").await?;
        page.click("Try again").await?;
        page.expect_number("7").await
    })
}

#[test]
fn a_failed_download_of_the_app_can_be_retried() -> Result<()> {
    visit_unopened(Setup::new().expect_error("_bg.wasm"), async |page, site| {
        let app = site.app_wasm()?;
        site.fail(&app, usize::MAX);
        page.client().goto(&site.url()).await?;
        let button = page.wait_for("#progress button").await?;
        let sentence = page.text("#progress").await?;
        assert_contains(&sentence, "could not be loaded");
        site.repair(&app);
        button.click().await?;
        page.wait_until_open().await?;
        page.read_digit(7).await
    })
}
