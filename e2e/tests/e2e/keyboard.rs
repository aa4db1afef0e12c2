//! Enter asks, Escape clears, and both leave alone what they mean elsewhere.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::Pointer;
use fantoccini::key::Key;

#[tokio::test]
async fn enter_predicts() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.press(Key::Enter).await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn enter_on_a_button_does_what_the_button_does() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        page.clear_canvas().await?;
        page.draw(&digit(1), Pointer::Mouse).await?;
        page.focus(&page.button("Clear history").await?).await?;
        page.press(Key::Enter).await?;
        page.history_of(0).await?;
        assert_eq!(page.answer().await?.state, "blank");
        // The button has gone with the entries, and the focus stays in the history.
        let is_there = "document.activeElement.matches('.past')";
        page.wait_until(is_there).await?;
        assert!(!page.button("Clear history").await?.is_displayed().await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn escape_closes_a_notice_before_it_clears_the_canvas() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        page.click("Clear history").await?;
        page.notice().await?;
        page.press(Key::Escape).await?;
        page.no_notice().await?;
        assert_eq!(page.answer().await?.state, "ready");
        page.press(Key::Escape).await?;
        page.answer_in("blank").await?;
        assert_eq!(page.notice().await?, "Canvas cleared");
        page.press(Key::Escape).await?;
        page.no_notice().await
    })
    .await
}
