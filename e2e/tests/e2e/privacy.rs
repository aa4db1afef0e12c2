//! Nothing leaves the page, and the page does not carry the engine.

use crate::ink::digit;
use crate::kept::without_service_workers;
use crate::network::{NETWORK, unpack};
use crate::visit::{visit, visit_with_errors};
use anyhow::Result;
use e2e::{Pointer, Site};
use std::fs;
use std::time::Duration;
use tokio::time::{sleep, timeout};

const PREDICT: &str = "/api/predict";

/// WebAssembly's `f32x4.mul`: the prefix of SIMD, then 230 in LEB128.
const F32X4_MUL: [u8; 3] = [0xfd, 0xe6, 0x01];

/// Asks another origin from within the worker.
const TELLTALE: &str = "fetch('http://elsewhere.invalid/').catch(() => {})";

#[tokio::test]
async fn a_visit_asks_no_other_origin() -> Result<()> {
    visit(async |page, site| {
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        page.click("Clear history").await?;
        let foreign = "performance.getEntriesByType('resource')
            .map((entry) => entry.name)
            .filter((name) => new URL(name).origin !== location.origin)";
        assert_eq!(page.evaluate(foreign).await?, serde_json::json!([]));
        assert_eq!(site.take_foreign_requests(), 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_visit_asks_no_server_to_read_until_somebody_chooses_so() -> Result<()> {
    visit(async |page, site| {
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        page.open().await?;
        page.read(&digit(3), Pointer::Mouse).await?;
        assert_eq!(asked(site), 0);
        page.clear_canvas().await?;
        page.choose_engine("Server").await?;
        page.server_in("ready").await?;
        page.choose_engine("Browser").await?;
        // Asked how it is, it has seen nothing that was drawn; and then it is asked no more.
        assert_eq!(asked(site), 1);
        page.read(&digit(3), Pointer::Mouse).await?;
        assert_eq!(asked(site), 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_asked_of_both_is_read_here_once_somebody_chooses_so() -> Result<()> {
    stays_here("Predict").await
}

#[tokio::test]
async fn what_was_to_be_measured_stays_here_once_somebody_chooses_so() -> Result<()> {
    stays_here("Measure").await
}

/// Presses a button that asks both, and chooses the browser before that has an answer.
async fn stays_here(button: &str) -> Result<()> {
    visit(async |page, site| {
        let engine = site.hold(NETWORK);
        page.open().await?;
        page.choose_engine("Compare").await?;
        page.server_in("ready").await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.click(button).await?;
        page.choose_engine("Browser").await?;
        page.predict().await?;
        drop(engine);
        // The engine has answered what was asked before, in order: nothing came of that.
        assert_eq!(page.answer_in("ready").await?.number, "7");
        assert!(!site.requests().contains(&PREDICT.to_owned()));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_question_is_not_sent_to_a_server_that_is_chosen_after_it() -> Result<()> {
    visit(async |page, site| {
        let engine = site.hold(NETWORK);
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.predict().await?;
        page.choose_engine("Server").await?;
        let answer = page.answer_in("error").await?;
        assert!(answer.text.contains("still here"), "{answer:?}");
        page.server_in("ready").await?;
        drop(engine);
        assert_eq!(asked(site), 1);
        page.click("Answer in the browser").await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        assert_eq!(asked(site), 1);
        Ok(())
    })
    .await
}

/// How often the server was asked for more than the page.
fn asked(site: &Site) -> usize {
    let requests = site.requests();
    let api = requests
        .iter()
        .filter(|path| path.starts_with("/api") || path.starts_with("/v2"));
    api.count()
}

#[tokio::test]
async fn a_worker_that_asks_another_origin_is_noticed() -> Result<()> {
    visit_with_errors("elsewhere.invalid", async |page, site| {
        site.replace("/engine.js", TELLTALE, 1);
        page.open().await?;
        let noticed = async {
            while site.take_foreign_requests() == 0 {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(Duration::from_secs(60), noticed).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_page_s_own_program_is_small_and_without_the_engine() -> Result<()> {
    visit(async |page, site| {
        without_service_workers(page).await?;
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        let own = &site.program()?;
        let mut programs = site.requests();
        programs.retain(|path| path.ends_with(".wasm") || path == NETWORK);
        programs.sort();
        assert_eq!(programs, [own, NETWORK]);
        let program = fs::read(site.dist().join(own.trim_start_matches('/')))?;
        assert!(program.len() < 1_000_000);
        assert_eq!(simd_multiplications(&program), 0);
        // As many as a convolution of 3 pixels × 8 channels at once has.
        assert!(simd_multiplications(&unpack(site)?) >= 6);
        Ok(())
    })
    .await
}

/// The engine's inner loops, of which the page's own program has none.
fn simd_multiplications(program: &[u8]) -> usize {
    let instructions = program.windows(F32X4_MUL.len());
    instructions.filter(|bytes| *bytes == F32X4_MUL).count()
}
