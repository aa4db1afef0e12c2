//! Comparison of browser and server on the same drawing.

use crate::assertions::assert_contains;
use crate::visit::{Setup, visit, visit_unopened, visit_with};
use anyhow::Result;
use e2e::cdp::Screen;
use e2e::ink::{digit, number};
use e2e::{Browser, Pointer, Site};

/// Description and answer of a server with another model, which reads everything as 1.
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

fn serve_another_model(site: &Site) {
    site.replace("/api/model", OTHER_MODEL, usize::MAX);
    site.replace("/api/predict", OTHER_ANSWER, usize::MAX);
}

/// Lower bound of a measured inference; WebKit's clock has a resolution of a millisecond.
fn shortest_inference() -> Result<f64> {
    Ok(match Browser::from_env()? {
        Browser::WebKit => 0.0,
        Browser::Chromium | Browser::Firefox => f64::MIN_POSITIVE,
    })
}

#[test]
fn both_answers_are_shown_side_by_side() -> Result<()> {
    visit(async |page, _| {
        page.connect("Compare").await?;
        for (drawing, expected) in [(digit(7), "7"), (number("2026"), "2026")] {
            page.read(&drawing).await?;
            for side in page.compared().await? {
                assert_eq!(side.number, expected);
                let inference = shortest_inference()?..=side.total;
                assert!(inference.contains(&side.inference), "{side:?}");
            }
            let (agrees, sentence) = page.agreement().await?;
            let expected = format!("Both read {expected}.");
            assert!(agrees && sentence.starts_with(&expected), "{sentence}");
            page.clear_canvas().await?;
        }
        page.wait_for_statistics(2, 2).await?;
        assert_eq!(page.history().await?, ["2026", "7"]);
        Ok(())
    })
}

#[test]
fn another_model_is_named_before_its_answers_are_compared() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        serve_another_model(site);
        page.open().await?;
        page.choose_engine("Compare").await?;
        let status = page.wait_for_server("other-model").await?;
        assert_contains(&status, "01234567…");
        page.read(&digit(7)).await?;
        let [browser, server] = page.compared().await?;
        assert_eq!((&*browser.number, &*server.number), ("7", "1"));
        assert_eq!(server.inference, 2.0);
        let (agrees, sentence) = page.agreement().await?;
        assert!(!agrees);
        assert_contains(&sentence, "They differ");
        assert_contains(&sentence, "two different models");
        page.wait_for_statistics(1, 0).await
    })
}

#[test]
fn the_browser_s_answer_is_shown_before_the_server_s() -> Result<()> {
    visit(async |page, site| {
        page.connect("Compare").await?;
        let answer = site.hold("/api/predict");
        page.read(&digit(3)).await?;
        page.wait_for("[data-testid=compare-browser][data-number='3']")
            .await?;
        page.wait_for("[data-testid=compare-server]:not([data-number])")
            .await?;
        drop(answer);
        assert_eq!(page.compared().await?[1].number, "3");
        Ok(())
    })
}

#[test]
fn a_comparison_fits_on_a_phone() -> Result<()> {
    visit_with(Setup::new().phone(), async |page, _| {
        page.choose_engine("Compare").await?;
        // Answers from before the engine has loaded are not counted.
        page.wait_for_no(".engine.loading").await?;
        page.read_with(Pointer::Touch, &digit(5)).await?;
        page.compared().await?;
        page.wait_for("[data-testid=statistics] .distribution svg")
            .await?;
        page.assert_fits(Screen::PHONE).await
    })
}
