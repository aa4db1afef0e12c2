//! An entry of the history can be looked at, opened again and deleted.

use crate::ink::digit;
use crate::visit::{open_and_read, visit};
use anyhow::Result;
use e2e::Pointer;
use fantoccini::key::Key;

#[tokio::test]
async fn an_entry_says_when_and_by_what_it_was_read() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[7]).await?;
        page.open().await?;
        page.history_of(1).await?;
        let entry = page.open_entry(0).await?;
        assert!(entry.contains("Browser compiled"), "{entry}");
        assert!(entry.contains('%'), "{entry}");
        let time = "Date.now() - new Date(document.querySelector('dialog time').dateTime) < 6e5";
        assert_eq!(page.evaluate(time).await?, true);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_deleted_entry_comes_back_in_its_place() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[3, 1, 4]).await?;
        page.press(Key::Escape).await?;
        page.open_entry(1).await?;
        page.click("Delete").await?;
        assert_eq!(page.history_of(2).await?, ["4", "3"]);
        assert_eq!(page.notice().await?, "1 entry deleted");
        page.open_entry(0).await?;
        page.click("Delete").await?;
        assert_eq!(page.history_of(1).await?, ["3"]);
        page.wait_for_text("[data-testid=notice]", "2 entries deleted")
            .await?;
        page.click("Undo").await?;
        assert_eq!(page.history_of(3).await?, ["4", "1", "3"]);
        page.open().await?;
        assert_eq!(page.history_of(3).await?, ["4", "1", "3"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_entry_opens_on_the_pad_and_what_was_there_comes_back() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[3]).await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.open_entry(0).await?;
        page.click("Open on the pad").await?;
        page.no_entry().await?;
        page.wait_for_text("[data-testid=notice]", "Drawing replaced")
            .await?;
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "3");
        page.click("Undo").await?;
        page.predict().await?;
        page.wait_for("[data-testid=answer][data-number='7']")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_entry_opens_and_closes_by_keyboard_alone() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        let card = page.wait_for(".entry-card").await?;
        page.focus(&card).await?;
        page.press(Key::Enter).await?;
        page.entry().await?;
        page.press(Key::Escape).await?;
        page.no_entry().await?;
        page.wait_until("document.activeElement.matches('.entry-card')")
            .await?;
        // Escape was for the entry alone.
        assert_eq!(page.answer().await?.state, "ready");
        Ok(())
    })
    .await
}
