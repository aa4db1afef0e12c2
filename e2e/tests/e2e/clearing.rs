//! Clearing the canvas takes the answer with it, and can be undone.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};
use fantoccini::key::Key;

async fn check(clear: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let before = page.read(&digit(4), Pointer::Mouse).await?;
        clear(page).await?;
        let cleared = page.answer_in("blank").await?;
        assert_eq!((&*cleared.number, cleared.strokes), ("", 0));
        page.shows_no_ink().await?;
        assert_eq!(page.notice().await?, "Canvas cleared");
        page.click("Undo").await?;
        page.no_notice().await?;
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?, before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_canvas_cleared_by_button_can_be_brought_back() -> Result<()> {
    check(async |page| page.click("Clear canvas").await).await
}

#[tokio::test]
async fn a_canvas_cleared_by_escape_can_be_brought_back() -> Result<()> {
    check(async |page| page.press(Key::Escape).await).await
}

#[tokio::test]
async fn drawing_on_closes_the_offer_to_undo() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.read(&digit(4), Pointer::Mouse).await?;
        page.clear_canvas().await?;
        page.notice().await?;
        let answer = page.read(&digit(1), Pointer::Mouse).await?;
        assert_eq!((&*answer.number, answer.strokes), ("1", 1));
        page.no_notice().await
    })
    .await
}
