//! Requests that a visit makes: none to other origins, and none to the server until it is chosen.

use crate::assertions::{assert_contains, wait_until};
use crate::network::{NETWORK, unpack};
use crate::visit::{Setup, visit, visit_unopened, visit_with};
use anyhow::Result;
use e2e::Site;
use serde_json::json;

const PREDICT: &str = "/api/predict";

/// WebAssembly's `f32x4.mul`: prefix of SIMD, then 230 in LEB128.
const F32X4_MUL: [u8; 3] = [0xfd, 0xe6, 0x01];

/// Worker that requests another origin.
const FOREIGN_REQUEST: &str = "fetch('http://elsewhere.invalid/').catch(() => {})";

#[test]
fn a_visit_requests_no_other_origin() -> Result<()> {
    visit(async |page, site| {
        page.read_digit(7).await?;
        page.click("Clear history").await?;
        let foreign = "performance.getEntriesByType('resource')
            .map((entry) => entry.name)
            .filter((name) => new URL(name).origin !== location.origin)";
        assert_eq!(page.evaluate(foreign).await?, json!([]));
        assert_eq!(site.take_foreign_requests(), 0);
        Ok(())
    })
}

#[test]
fn the_api_gets_no_requests_until_the_user_chooses_a_server() -> Result<()> {
    visit(async |page, site| {
        page.read_digit(7).await?;
        page.open().await?;
        page.read_digit(3).await?;
        assert_eq!(api_requests(site), 0);
        page.clear_canvas().await?;
        page.connect("Server").await?;
        page.choose_engine("Browser").await?;
        // One request for the server's status, without a drawing, and none afterwards.
        assert_eq!(api_requests(site), 1);
        page.read_digit(3).await?;
        assert_eq!(api_requests(site), 1);
        Ok(())
    })
}

#[test]
fn a_queued_comparison_stays_in_the_browser_once_the_user_chooses_so() -> Result<()> {
    check_stays_in_browser("Predict")
}

#[test]
fn a_queued_benchmark_stays_in_the_browser_once_the_user_chooses_so() -> Result<()> {
    check_stays_in_browser("Measure")
}

/// Clicks a button that needs both engines, and chooses the browser before its engine has loaded.
fn check_stays_in_browser(button: &str) -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let engine = site.hold(NETWORK);
        page.open().await?;
        page.connect("Compare").await?;
        page.draw_digit(7).await?;
        page.click(button).await?;
        page.choose_engine("Browser").await?;
        page.predict().await?;
        drop(engine);
        // The engine answers in order, so the earlier request is done by now.
        page.expect_number("7").await?;
        assert_eq!(site.request_count(PREDICT), 0);
        Ok(())
    })
}

#[test]
fn a_queued_prediction_is_not_sent_to_a_server_that_is_chosen_later() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let engine = site.hold(NETWORK);
        page.open().await?;
        page.draw_digit(7).await?;
        page.predict().await?;
        page.choose_engine("Server").await?;
        let answer = page.wait_for_answer("error").await?;
        assert_contains(&answer.text, "still here");
        page.wait_for_server("ready").await?;
        drop(engine);
        assert_eq!(api_requests(site), 1);
        page.click("Answer in the browser").await?;
        page.expect_number("7").await?;
        assert_eq!(api_requests(site), 1);
        Ok(())
    })
}

/// Number of requests to the server beside those for files.
fn api_requests(site: &Site) -> usize {
    let requests = site.requests();
    let is_api = |path: &&String| path.starts_with("/api") || path.starts_with("/v2");
    requests.iter().filter(is_api).count()
}

#[test]
fn requests_of_a_worker_to_another_origin_are_detected() -> Result<()> {
    let setup = Setup::new().expect_error("elsewhere.invalid");
    visit_unopened(setup, async |page, site| {
        site.replace("/engine.js", FOREIGN_REQUEST, 1);
        page.open().await?;
        wait_until(|| site.take_foreign_requests() > 0).await
    })
}

#[test]
fn the_app_is_small_and_does_not_contain_the_engine() -> Result<()> {
    let setup = Setup::new().without_service_workers();
    visit_with(setup, async |page, site| {
        page.read_digit(7).await?;
        let app = &site.app_wasm()?;
        let mut programs = site.requests();
        programs.retain(|path| path.ends_with(".wasm") || path == NETWORK);
        programs.sort();
        assert_eq!(programs, [app, NETWORK]);
        let app = site.file(app)?;
        assert!(app.len() < 1_100_000);
        assert_eq!(simd_multiplications(&app), 0);
        // At least those of one convolution of 3 pixels × 8 channels.
        assert!(simd_multiplications(&unpack(site)?) >= 6);
        Ok(())
    })
}

/// Number of SIMD multiplications, which only the engine's inner loops have.
fn simd_multiplications(wasm: &[u8]) -> usize {
    let instructions = wasm.windows(F32X4_MUL.len());
    instructions.filter(|bytes| *bytes == F32X4_MUL).count()
}
