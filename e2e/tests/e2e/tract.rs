//! tract as the browser's engine: fetched when it is chosen, and of the same opinion.

use crate::ink::{digit, number};
use crate::kept::without_service_workers;
use crate::network::NETWORK;
use crate::visit::{visit, visit_with_errors};
use anyhow::Result;
use e2e::{Pointer, Site};

const FILES: [&str; 4] = [
    "/tract-engine.js",
    "/tract-worker.js",
    "/tract-worker_bg.wasm",
    "/digits.onnx",
];

fn fetched(site: &Site) -> Vec<&'static str> {
    let requests = site.requests();
    let was_asked = |file: &&str| requests.iter().any(|path| path == file);
    FILES.into_iter().filter(was_asked).collect()
}

#[tokio::test]
async fn both_engines_give_the_same_answers() -> Result<()> {
    visit(async |page, site| {
        page.open().await?;
        for drawing in [digit(7), digit(4), number("2026", 110.0, 92.0)] {
            page.choose_browser_engine("compiled").await?;
            let compiled = page.read(&drawing, Pointer::Mouse).await?;
            let expected = page.probabilities().await?;
            page.clear_canvas().await?;
            page.choose_browser_engine("tract").await?;
            let tract = page.read(&drawing, Pointer::Mouse).await?;
            assert_eq!(tract.number, compiled.number);
            for (found, expected) in page.probabilities().await?.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-4, "{found} {expected}");
            }
            page.clear_canvas().await?;
        }
        assert_eq!(fetched(site), FILES);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn tract_is_fetched_once_it_is_chosen_and_stays_chosen() -> Result<()> {
    visit(async |page, site| {
        without_service_workers(page).await?;
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        assert_eq!(fetched(site), [""; 0]);
        page.choose_browser_engine("tract").await?;
        page.clear_canvas().await?;
        assert_eq!(page.read(&digit(3), Pointer::Mouse).await?.number, "3");
        let compiled = || {
            let requests = site.requests().into_iter();
            requests.filter(|path| path == "/engine.js").count()
        };
        assert_eq!(compiled(), 1);
        page.open().await?;
        page.wait_for("[data-testid=browser-engine][data-engine=tract]")
            .await?;
        assert_eq!(page.read(&digit(5), Pointer::Mouse).await?.number, "5");
        assert_eq!(compiled(), 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_question_is_answered_by_the_engine_that_is_chosen_meanwhile() -> Result<()> {
    visit(async |page, site| {
        let hold = site.hold(NETWORK);
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.predict().await?;
        page.choose_browser_engine("tract").await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        drop(hold);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn tract_can_be_given_up_while_it_is_fetched() -> Result<()> {
    visit(async |page, site| {
        page.open().await?;
        let hold = site.hold("/tract-worker_bg.wasm");
        page.choose_browser_engine("tract").await?;
        page.cancel_loading().await?;
        page.wait_for("[data-testid=browser-engine][data-engine=compiled]")
            .await?;
        assert_eq!(page.read(&digit(7), Pointer::Mouse).await?.number, "7");
        drop(hold);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn tract_that_cannot_be_fetched_is_reported() -> Result<()> {
    for file in ["/tract-worker_bg.wasm", "/digits.onnx"] {
        visit_with_errors(file, async |page, site| {
            without_service_workers(page).await?;
            site.fail(file, usize::MAX);
            page.open().await?;
            page.choose_browser_engine("tract").await?;
            let alert = page.wait_for(".engine-note [role=alert]").await?;
            assert!(alert.text().await?.contains("could not be loaded"));
            site.repair(file);
            page.draw(&digit(7), Pointer::Mouse).await?;
            page.click("Try again").await?;
            page.predict().await?;
            assert_eq!(page.answer_in("ready").await?.number, "7");
            Ok(())
        })
        .await?;
    }
    Ok(())
}
