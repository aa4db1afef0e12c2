//! tract as the browser's engine: downloaded when chosen, with the same answers.

use crate::assertions::assert_contains;
use crate::network::NETWORK;
use crate::visit::{Setup, visit, visit_unopened, visit_with};
use anyhow::Result;
use e2e::Site;
use e2e::ink::{digit, number};

const FILES: [&str; 4] = [
    "/tract-engine.js",
    "/tract-worker.js",
    "/tract-worker_bg.wasm",
    "/digits.onnx",
];

/// Files of tract that were requested.
fn requested(site: &Site) -> Vec<&'static str> {
    let files = FILES.into_iter();
    files.filter(|file| site.request_count(file) > 0).collect()
}

#[test]
fn both_engines_give_the_same_answers() -> Result<()> {
    visit(async |page, site| {
        for drawing in [digit(7), digit(4), number("2026")] {
            page.choose_browser_engine("compiled").await?;
            let compiled = page.read(&drawing).await?;
            let expected = page.probabilities().await?;
            page.clear_canvas().await?;
            page.choose_browser_engine("tract").await?;
            let tract = page.read(&drawing).await?;
            assert_eq!(tract.number, compiled.number);
            for (found, expected) in page.probabilities().await?.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-4, "{found} {expected}");
            }
            page.clear_canvas().await?;
        }
        assert_eq!(requested(site), FILES);
        Ok(())
    })
}

#[test]
fn tract_is_downloaded_once_chosen_and_the_choice_is_kept() -> Result<()> {
    const COMPILED: &str = "/engine.js";
    let setup = Setup::new().without_service_workers();
    visit_with(setup, async |page, site| {
        page.read_digit(7).await?;
        assert_eq!(requested(site), [""; 0]);
        page.choose_browser_engine("tract").await?;
        page.clear_canvas().await?;
        page.read_digit(3).await?;
        assert_eq!(site.request_count(COMPILED), 1);
        page.open().await?;
        page.wait_for_browser_engine("tract").await?;
        page.read_digit(5).await?;
        assert_eq!(site.request_count(COMPILED), 1);
        Ok(())
    })
}

#[test]
fn a_queued_prediction_is_answered_by_the_engine_that_is_chosen_meanwhile() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let network = site.hold(NETWORK);
        page.open().await?;
        page.draw_digit(7).await?;
        page.predict().await?;
        page.choose_browser_engine("tract").await?;
        page.expect_number("7").await?;
        drop(network);
        Ok(())
    })
}

#[test]
fn the_download_of_tract_can_be_canceled() -> Result<()> {
    visit(async |page, site| {
        let tract = site.hold("/tract-worker_bg.wasm");
        page.choose_browser_engine("tract").await?;
        page.cancel_loading().await?;
        page.wait_for_browser_engine("compiled").await?;
        page.read_digit(7).await?;
        drop(tract);
        Ok(())
    })
}

#[test]
fn a_failed_download_of_tract_is_reported_and_can_be_retried() -> Result<()> {
    for file in ["/tract-worker_bg.wasm", "/digits.onnx"] {
        let setup = Setup::new().without_service_workers().expect_error(file);
        visit_unopened(setup, async |page, site| {
            site.fail(file, usize::MAX);
            page.open().await?;
            page.choose_browser_engine("tract").await?;
            let alert = page.text(".engine-note [role=alert]").await?;
            assert_contains(&alert, "could not be loaded");
            site.repair(file);
            page.draw_digit(7).await?;
            page.click("Try again").await?;
            page.predict_expecting("7").await
        })?;
    }
    Ok(())
}

#[test]
fn tract_that_is_still_being_built_is_reported_and_can_be_retried() -> Result<()> {
    const PLACEHOLDER: &str = include_str!("../../../xtask/src/page/pending.js");
    let setup = Setup::new().without_service_workers();
    visit_unopened(setup, async |page, site| {
        site.replace("/tract-worker.js", PLACEHOLDER, usize::MAX);
        page.open().await?;
        page.choose_browser_engine("tract").await?;
        let alert = page.text(".engine-note [role=alert]").await?;
        assert_contains(&alert, "still being built");
        site.repair("/tract-worker.js");
        page.draw_digit(7).await?;
        page.click("Try again").await?;
        page.predict_expecting("7").await
    })
}
