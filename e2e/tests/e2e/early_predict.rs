//! Predict is accepted before the engine has loaded.

use crate::assertions::assert_contains;
use crate::network::NETWORK;
use crate::visit::{Setup, visit, visit_unopened};
use anyhow::Result;

#[test]
fn an_early_prediction_is_answered_when_the_engine_has_loaded() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let engine = site.hold(NETWORK);
        page.open().await?;
        page.draw_digit(7).await?;
        page.wait_for_ink().await?;
        page.predict().await?;
        let answer = page.wait_for_answer("loading").await?;
        assert_contains(&answer.text, "recognizer has loaded");
        drop(engine);
        page.expect_number("7").await
    })
}

#[test]
fn an_early_prediction_can_be_canceled() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let engine = site.hold(NETWORK);
        page.open().await?;
        page.draw_digit(7).await?;
        page.predict().await?;
        page.wait_for_answer("loading").await?;
        page.cancel_loading().await?;
        page.wait_for_answer("blank").await?;
        drop(engine);
        page.wait_for_no(".engine.loading").await?;
        page.wait_for_answer("blank").await?;
        page.wait_for_history(0).await?;
        page.predict_expecting("7").await
    })
}

#[test]
fn the_last_of_several_early_predictions_is_answered() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let engine = site.hold(NETWORK);
        page.open().await?;
        page.draw_digit(7).await?;
        page.predict().await?;
        page.clear_canvas().await?;
        page.draw_digit(3).await?;
        page.predict().await?;
        drop(engine);
        page.expect_number("3").await?;
        assert_eq!(page.history().await?, ["3"]);
        Ok(())
    })
}

#[test]
fn the_network_is_requested_once() -> Result<()> {
    visit(async |page, site| {
        page.read_digit(7).await?;
        let requests = site.requests();
        // The service worker requests every file after its own script.
        let own = requests.iter().take_while(|path| *path != "/sw.js");
        assert_eq!(own.filter(|path| *path == NETWORK).count(), 1);
        Ok(())
    })
}
