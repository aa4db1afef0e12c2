//! Browser and server read the same drawing, and the page shows how they differ.

use crate::ink::{digit, number};
use crate::visit::visit;
use anyhow::Result;
use e2e::cdp::{self, Screen};
use e2e::{Browser, Page, Pointer, Site};

/// A server with another model, which takes everything for a 1.
const OTHER_MODEL: &str = r#"{
    "name": "digits", "version": "1", "fingerprint": "0123456789abcdef", "parameters": 1,
    "input": { "name": "image", "datatype": "UINT8", "shape": [-1, 1, 28, 28] }, "outputs": []
}"#;
const OTHER_ANSWER: &str = r#"{
    "model": { "name": "digits", "version": "1", "fingerprint": "0123456789abcdef" },
    "predictions": [{
        "digit": 1, "probabilities": [0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
        "rejected": false, "reason": null, "rejection": 0.25
    }],
    "timings": { "queued_us": 10, "inference_us": 2000 }
}"#;

async fn open_and_compare(page: &Page) -> Result<()> {
    page.open().await?;
    page.choose_engine("Compare").await
}

fn have_another_model(site: &Site) {
    site.replace("/api/model", OTHER_MODEL, usize::MAX);
    site.replace("/api/predict", OTHER_ANSWER, usize::MAX);
}

/// The least that an inference takes by a browser's clock: WebKit's has steps of a millisecond.
fn least() -> Result<f64> {
    Ok(match Browser::chosen()? {
        Browser::WebKit => 0.0,
        Browser::Chromium | Browser::Firefox => f64::MIN_POSITIVE,
    })
}

#[tokio::test]
async fn both_answers_stand_beside_each_other() -> Result<()> {
    visit(async |page, _| {
        open_and_compare(page).await?;
        page.server_in("ready").await?;
        for (drawing, expected) in [(digit(7), "7"), (number("2026", 110.0, 92.0), "2026")] {
            page.read(&drawing, Pointer::Mouse).await?;
            for side in page.compared().await? {
                assert_eq!(side.number, expected);
                assert!(
                    least()? <= side.inference && side.inference <= side.total,
                    "{side:?}"
                );
            }
            let (agrees, words) = page.agreement().await?;
            assert!(
                agrees && words.starts_with(&format!("Both read {expected}.")),
                "{words}"
            );
            page.clear_canvas().await?;
        }
        page.wait_for("[data-testid=statistics][data-compared='2'][data-agreed='2']")
            .await?;
        assert_eq!(page.history().await?, ["2026", "7"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_model_is_named_before_its_answers_are_compared() -> Result<()> {
    visit(async |page, site| {
        have_another_model(site);
        open_and_compare(page).await?;
        let status = page.server_in("other-model").await?;
        assert!(status.contains("01234567…"), "{status}");
        page.read(&digit(7), Pointer::Mouse).await?;
        let [browser, server] = page.compared().await?;
        assert_eq!((&*browser.number, &*server.number), ("7", "1"));
        assert_eq!(server.inference, 2.0);
        let (agrees, words) = page.agreement().await?;
        assert!(!agrees && words.contains("They differ"), "{words}");
        assert!(words.contains("two different models"), "{words}");
        page.wait_for("[data-testid=statistics][data-compared='1'][data-agreed='0']")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_browser_s_answer_stands_while_the_server_is_waited_for() -> Result<()> {
    visit(async |page, site| {
        open_and_compare(page).await?;
        page.server_in("ready").await?;
        let answer = site.hold("/api/predict");
        page.read(&digit(3), Pointer::Mouse).await?;
        page.wait_for("[data-testid=compare-browser][data-number='3']")
            .await?;
        page.wait_for("[data-testid=compare-server]:not([data-number])")
            .await?;
        drop(answer);
        assert_eq!(page.compared().await?[1].number, "3");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_comparison_has_room_on_a_phone() -> Result<()> {
    visit(async |page, _| {
        cdp::show_on(page.client(), Screen::PHONE).await?;
        open_and_compare(page).await?;
        // The times of an engine that has yet to load are not counted.
        page.wait_for_no(".engine.loading").await?;
        page.read(&digit(5), Pointer::Touch).await?;
        page.compared().await?;
        page.wait_for("[data-testid=statistics] .distribution svg")
            .await?;
        let width = "document.documentElement.scrollWidth";
        assert_eq!(page.evaluate(width).await?, Screen::PHONE.width);
        Ok(())
    })
    .await
}
