//! Entries of the history: details, delete, open on the pad.

use crate::assertions::assert_contains;
use crate::visit::visit;
use anyhow::Result;
use fantoccini::key::Key;

const NOTICE: &str = "[data-testid=notice]";

#[test]
fn an_entry_shows_its_time_engine_and_confidence() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[7]).await?;
        page.open().await?;
        page.wait_for_history(1).await?;
        let entry = page.open_entry(0).await?;
        assert_contains(&entry, "Browser compiled");
        assert_contains(&entry, "%");
        let time = "Date.now() - new Date(document.querySelector('dialog time').dateTime) < 6e5";
        assert_eq!(page.evaluate(time).await?, true);
        Ok(())
    })
}

#[test]
fn a_deleted_entry_is_restored_in_its_place() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[3, 1, 4]).await?;
        page.press(Key::Escape).await?;
        page.delete_entry(1).await?;
        page.expect_history(&["4", "3"]).await?;
        assert_eq!(page.notice().await?, "1 entry deleted");
        page.delete_entry(0).await?;
        page.expect_history(&["3"]).await?;
        page.wait_for_text(NOTICE, "2 entries deleted").await?;
        page.click("Undo").await?;
        page.expect_history(&["4", "1", "3"]).await?;
        page.open().await?;
        page.expect_history(&["4", "1", "3"]).await
    })
}

#[test]
fn an_entry_opens_on_the_pad_and_the_replaced_drawing_can_be_restored() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[3]).await?;
        page.draw_digit(7).await?;
        page.open_entry(0).await?;
        page.click("Open on the pad").await?;
        page.wait_for_no_entry().await?;
        page.wait_for_text(NOTICE, "Drawing replaced").await?;
        page.predict_expecting("3").await?;
        page.click("Undo").await?;
        page.predict().await?;
        page.wait_for_number("7").await
    })
}

#[test]
fn an_entry_opens_and_closes_by_keyboard() -> Result<()> {
    visit(async |page, _| {
        page.read_digit(7).await?;
        let card = page.wait_for(".entry-card").await?;
        page.focus(&card).await?;
        page.press(Key::Enter).await?;
        page.entry().await?;
        page.press(Key::Escape).await?;
        page.wait_for_no_entry().await?;
        page.wait_until("document.activeElement.matches('.entry-card')")
            .await?;
        // Escape closed the entry and did not clear the canvas.
        assert_eq!(page.answer().await?.state, "ready");
        Ok(())
    })
}
