//! Clearing the canvas clears the answer, and can be undone.

use crate::visit::visit;
use anyhow::Result;
use e2e::Page;
use fantoccini::key::Key;

fn check(clear: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    visit(async |page, _| {
        let before = page.read_digit(4).await?;
        clear(page).await?;
        let cleared = page.wait_for_answer("blank").await?;
        assert_eq!(cleared.number_and_strokes(), ("", 0));
        page.wait_for_no_ink().await?;
        assert_eq!(page.notice().await?, "Canvas cleared");
        page.click("Undo").await?;
        page.wait_for_no_notice().await?;
        page.predict().await?;
        assert_eq!(page.wait_for_answer("ready").await?, before);
        Ok(())
    })
}

#[test]
fn a_canvas_cleared_by_button_can_be_restored() -> Result<()> {
    check(async |page| page.click("Clear canvas").await)
}

#[test]
fn a_canvas_cleared_by_escape_can_be_restored() -> Result<()> {
    check(async |page| page.press(Key::Escape).await)
}

#[test]
fn drawing_again_closes_the_undo_notice() -> Result<()> {
    visit(async |page, _| {
        page.read_digit(4).await?;
        page.clear_canvas().await?;
        page.notice().await?;
        let answer = page.read_digit(1).await?;
        assert_eq!(answer.strokes, 1);
        page.wait_for_no_notice().await
    })
}
