//! What was read is kept in this browser.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};
use fantoccini::key::Key;

/// Opens the page and has these digits read.
async fn open_and_read(page: &Page, digits: &[u8]) -> Result<()> {
    page.open().await?;
    for &drawn in digits {
        page.read(&digit(drawn), Pointer::Mouse).await?;
        page.clear_canvas().await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_history_survives_a_reload() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[3, 1, 4]).await?;
        page.open().await?;
        assert_eq!(page.history_of(3).await?, ["4", "1", "3"]);
        assert_eq!(page.sequence().await?, "3 1 4");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_cleared_history_stays_cleared() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[3, 1]).await?;
        page.click("Clear history").await?;
        page.history_of(0).await?;
        page.open().await?;
        page.read(&digit(4), Pointer::Mouse).await?;
        assert_eq!(page.history().await?, ["4"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_cleared_history_can_be_brought_back() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page, &[3, 1]).await?;
        page.press(Key::Escape).await?;
        page.no_notice().await?;
        page.click("Clear history").await?;
        assert_eq!(page.notice().await?, "History cleared");
        page.click("Undo").await?;
        assert_eq!(page.history_of(2).await?, ["1", "3"]);
        page.open().await?;
        assert_eq!(page.history_of(2).await?, ["1", "3"]);
        Ok(())
    })
    .await
}
