//! Who draws at once has an answer before the rest of the page has come, and loses nothing to it.

use crate::ink::{digit, number, scribble};
use crate::visit::visit;
use anyhow::Result;
use e2e::{Hold, Page, Pointer, Site};
use fantoccini::key::Key;

/// The pad alone; the rest comes when this is dropped.
async fn open_pad(page: &Page, site: &Site) -> Result<Hold> {
    let rest = site.hold(&site.program()?);
    page.open_pad().await?;
    Ok(rest)
}

/// Has the rest of the page come.
async fn let_come(page: &Page, rest: Hold) -> Result<()> {
    drop(rest);
    page.is_open().await
}

#[tokio::test]
async fn the_first_answer_does_not_wait_for_the_rest() -> Result<()> {
    visit(async |page, site| {
        let rest = open_pad(page, site).await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.shows_ink().await?;
        page.predict().await?;
        let first = page.wait_for("#placeholder [data-state=ready]").await?;
        assert_eq!(first.attr("data-number").await?.as_deref(), Some("7"));
        let digits = page.wait_for("#placeholder .digits").await?;
        assert_eq!(digits.text().await?, "7");
        let_come(page, rest).await?;
        let answer = page.answer_in("ready").await?;
        assert_eq!((&*answer.number, answer.strokes), ("7", 1));
        assert!(answer.text.contains("seven"), "{answer:?}");
        page.shows_ink().await?;
        assert_eq!(page.history_of(1).await?, ["7"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_done_meanwhile_is_done_again() -> Result<()> {
    visit(async |page, site| {
        let rest = open_pad(page, site).await?;
        page.draw(&digit(3), Pointer::Mouse).await?;
        page.predict().await?;
        page.wait_for("#placeholder [data-number='3']").await?;
        page.click("Clear canvas").await?;
        page.wait_for("#placeholder [data-state=blank]").await?;
        page.shows_no_ink().await?;
        page.draw(&number("42", 200.0, 150.0), Pointer::Touch)
            .await?;
        page.predict().await?;
        page.wait_for("#placeholder [data-number='42']").await?;
        let_come(page, rest).await?;
        page.wait_for("[data-testid=answer][data-number='42']")
            .await?;
        assert_eq!(page.history_of(2).await?, ["42", "3"]);
        page.click("Undo stroke").await?;
        page.click("Redo stroke").await?;
        page.predict().await?;
        assert_eq!(page.history_of(3).await?, ["42", "42", "3"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_no_digit_is_left_to_the_rest() -> Result<()> {
    visit(async |page, site| {
        let rest = open_pad(page, site).await?;
        page.draw(
            &scribble(0, 200.0, 150.0).into_iter().collect(),
            Pointer::Mouse,
        )
        .await?;
        page.predict().await?;
        page.wait_for("#progress:not([hidden])").await?;
        let_come(page, rest).await?;
        let answer = page.answer_in("rejected").await?;
        assert!(answer.text.contains("Not a digit"), "{answer:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn keys_bring_the_rest_and_are_heard_by_it() -> Result<()> {
    visit(async |page, site| {
        let rest = open_pad(page, site).await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.press(Key::Enter).await?;
        page.wait_for("#progress:not([hidden])").await?;
        let_come(page, rest).await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        assert_eq!(page.history_of(1).await?, ["7"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_moves_when_the_rest_comes() -> Result<()> {
    let places =
        "['header', '[data-testid=drawing-pad]', '.tools', '.buttons', '.reading'].map((part) => {
        const { left, top, width, height } = document.querySelector(part).getBoundingClientRect();
        return [part, left, top, width, height].join();
    })";
    visit(async |page, site| {
        for width in [1280, 900, 390] {
            page.client().set_window_size(width, 900).await?;
            let rest = open_pad(page, site).await?;
            let before = page.evaluate(places).await?;
            let_come(page, rest).await?;
            assert_eq!(page.evaluate(places).await?, before, "{width}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_focus_stays_when_the_rest_comes() -> Result<()> {
    visit(async |page, site| {
        let rest = open_pad(page, site).await?;
        let button = page.button("Predict").await?;
        page.focus(&button).await?;
        let_come(page, rest).await?;
        let focused = "document.activeElement.textContent";
        assert_eq!(page.evaluate(focused).await?, "Predict");
        Ok(())
    })
    .await
}
