//! Enter predicts and Escape clears, except where they have another meaning.

use crate::visit::visit;
use anyhow::Result;
use fantoccini::key::Key;

#[test]
fn enter_predicts() -> Result<()> {
    visit(async |page, _| {
        page.draw_digit(7).await?;
        page.press(Key::Enter).await?;
        page.expect_number("7").await
    })
}

#[test]
fn enter_on_a_button_activates_the_button() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[7]).await?;
        page.draw_digit(1).await?;
        page.focus(&page.button("Clear history").await?).await?;
        page.press(Key::Enter).await?;
        page.wait_for_history(0).await?;
        assert_eq!(page.answer().await?.state, "blank");
        // The button vanishes with the entries, and the focus stays in the history.
        page.wait_until("document.activeElement.matches('.past')")
            .await?;
        assert!(!page.button("Clear history").await?.is_displayed().await?);
        Ok(())
    })
}

#[test]
fn escape_closes_a_notice_before_it_clears_the_canvas() -> Result<()> {
    visit(async |page, _| {
        page.read_digit(7).await?;
        page.click("Clear history").await?;
        page.notice().await?;
        page.press(Key::Escape).await?;
        page.wait_for_no_notice().await?;
        assert_eq!(page.answer().await?.state, "ready");
        page.press(Key::Escape).await?;
        page.wait_for_answer("blank").await?;
        assert_eq!(page.notice().await?, "Canvas cleared");
        page.press(Key::Escape).await?;
        page.wait_for_no_notice().await
    })
}
