//! Pad before the app: it answers the first drawing alone, and hands its state over to the app.

use crate::assertions::assert_contains;
use crate::visit::{Setup, visit_unopened};
use anyhow::Result;
use e2e::ink::{digit, scribble, spaced_number};
use e2e::{Hold, Page, Pointer, Site};
use fantoccini::key::Key;

const BUSY: &str = "#progress:not([hidden])";

/// Opens the page without the app, which arrives when the hold is dropped.
pub(crate) async fn open_pad(page: &Page, site: &Site) -> Result<Hold> {
    let app = site.hold(&site.app_wasm()?);
    page.open_pad().await?;
    Ok(app)
}

/// Lets the app arrive.
pub(crate) async fn release(app: Hold, page: &Page) -> Result<()> {
    drop(app);
    page.wait_until_open().await
}

/// Waits for a part of the page before the app.
pub(crate) async fn wait_for_first(page: &Page, css: &str) -> Result<()> {
    page.wait_for(&format!("#placeholder {css}")).await?;
    Ok(())
}

#[test]
fn the_first_answer_does_not_wait_for_the_app() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let app = open_pad(page, site).await?;
        page.draw(&digit(7)).await?;
        page.wait_for_ink().await?;
        page.predict().await?;
        wait_for_first(page, "[data-state=ready][data-number='7']").await?;
        assert_eq!(page.text("#placeholder .digits").await?, "7");
        release(app, page).await?;
        let answer = page.expect_number("7").await?;
        assert_eq!(answer.strokes, 1);
        assert_contains(&answer.text, "seven");
        page.wait_for_ink().await?;
        page.expect_history(&["7"]).await
    })
}

#[test]
fn actions_before_the_app_are_replayed_by_it() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let app = open_pad(page, site).await?;
        page.draw(&digit(3)).await?;
        page.predict().await?;
        wait_for_first(page, "[data-number='3']").await?;
        page.click("Clear canvas").await?;
        wait_for_first(page, "[data-state=blank]").await?;
        page.wait_for_no_ink().await?;
        let number = spaced_number("42", 200.0, 150.0);
        page.draw_with(Pointer::Touch, &number).await?;
        page.predict().await?;
        wait_for_first(page, "[data-number='42']").await?;
        release(app, page).await?;
        page.wait_for_number("42").await?;
        page.expect_history(&["42", "3"]).await?;
        page.click("Undo stroke").await?;
        page.click("Redo stroke").await?;
        page.predict().await?;
        page.expect_history(&["42", "42", "3"]).await
    })
}

#[test]
fn a_rejection_waits_for_the_app() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let app = open_pad(page, site).await?;
        page.draw(&scribble()).await?;
        page.predict().await?;
        page.wait_for(BUSY).await?;
        release(app, page).await?;
        let answer = page.wait_for_answer("rejected").await?;
        assert_contains(&answer.text, "Not a digit");
        Ok(())
    })
}

#[test]
fn keys_load_the_app_and_are_handled_by_it() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let app = open_pad(page, site).await?;
        page.draw(&digit(7)).await?;
        page.press(Key::Enter).await?;
        page.wait_for(BUSY).await?;
        release(app, page).await?;
        page.expect_number("7").await?;
        page.expect_history(&["7"]).await
    })
}

#[test]
fn the_app_shifts_no_element() -> Result<()> {
    let places =
        "['header', '[data-testid=drawing-pad]', '.tools', '.buttons', '.reading'].map((part) => {
        const { left, top, width, height } = document.querySelector(part).getBoundingClientRect();
        return [part, left, top, width, height].join();
    })";
    visit_unopened(Setup::new(), async |page, site| {
        for width in [1280, 900, 390] {
            page.client().set_window_size(width, 900).await?;
            let app = open_pad(page, site).await?;
            let before = page.evaluate(places).await?;
            release(app, page).await?;
            assert_eq!(page.evaluate(places).await?, before, "{width}");
        }
        Ok(())
    })
}

#[test]
fn the_focus_survives_the_arrival_of_the_app() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        let app = open_pad(page, site).await?;
        let button = page.button("Predict").await?;
        page.focus(&button).await?;
        release(app, page).await?;
        let focused = "document.activeElement.textContent";
        assert_eq!(page.evaluate(focused).await?, "Predict");
        Ok(())
    })
}
