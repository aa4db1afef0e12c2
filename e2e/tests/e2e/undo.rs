//! What was drawn can be undone and redone, by button and by key.

use crate::ink::{digit, stroke};
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};
use fantoccini::key::Key;

/// Draws two strokes, takes both back and makes them again.
async fn check(
    undo: impl AsyncFn(&Page) -> Result<()>,
    redo: impl AsyncFn(&Page) -> Result<()>,
) -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.draw(&digit(1), Pointer::Mouse).await?;
        let one = page.ink().await?;
        page.draw(&stroke(&[(300.0, 50.0), (300.0, 350.0)]), Pointer::Mouse)
            .await?;
        let two = page.ink().await?;
        undo(page).await?;
        assert!(page.ink().await? == one, "one stroke is left");
        undo(page).await?;
        page.shows_no_ink().await?;
        undo(page).await?;
        redo(page).await?;
        redo(page).await?;
        assert!(page.ink().await? == two, "both strokes are back");
        undo(page).await?;
        page.predict().await?;
        let answer = page.answer_in("ready").await?;
        assert_eq!((&*answer.number, answer.strokes), ("1", 1));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn strokes_are_undone_and_redone_by_buttons() -> Result<()> {
    let undo = async |page: &Page| page.click("Undo stroke").await;
    check(undo, async |page| page.click("Redo stroke").await).await
}

#[tokio::test]
async fn strokes_are_undone_and_redone_by_control_and_shift() -> Result<()> {
    let undo = async |page: &Page| page.press_with(&[Key::Control], 'z').await;
    let redo = async |page: &Page| page.press_with(&[Key::Control, Key::Shift], 'z').await;
    check(undo, redo).await
}

#[tokio::test]
async fn strokes_are_undone_by_command_and_redone_by_control_and_y() -> Result<()> {
    let undo = async |page: &Page| page.press_with(&[Key::Command], 'z').await;
    check(undo, async |page| {
        page.press_with(&[Key::Control], 'y').await
    })
    .await
}

#[tokio::test]
async fn undoing_brings_a_cleared_drawing_back_and_closes_the_offer() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.draw(&digit(4), Pointer::Mouse).await?;
        let before = page.ink().await?;
        page.clear_canvas().await?;
        assert_eq!(page.notice().await?, "Canvas cleared");
        page.press_with(&[Key::Control], 'z').await?;
        page.no_notice().await?;
        assert!(page.ink().await? == before, "the drawing is back");
        page.press_with(&[Key::Control], 'y').await?;
        page.shows_no_ink().await
    })
    .await
}

#[tokio::test]
async fn in_a_field_the_keys_belong_to_who_types() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.draw(&digit(1), Pointer::Mouse).await?;
        page.choose_engine("Server").await?;
        let field = page.wait_for("[data-testid=server-address]").await?;
        page.focus(&field).await?;
        page.press_with(&[Key::Control], 'z').await?;
        page.shows_ink().await
    })
    .await
}
