//! Undo and redo of strokes, by button and by key.

use crate::visit::visit;
use anyhow::Result;
use e2e::Page;
use e2e::ink::stroke;
use fantoccini::key::Key;

/// Draws two strokes, undoes both and redoes them.
fn check(
    undo: impl AsyncFn(&Page) -> Result<()>,
    redo: impl AsyncFn(&Page) -> Result<()>,
) -> Result<()> {
    visit(async |page, _| {
        page.draw_digit(1).await?;
        let one = page.pad_colors().await?;
        page.draw(&stroke(&[(300.0, 50.0), (300.0, 350.0)])).await?;
        let two = page.pad_colors().await?;
        undo(page).await?;
        assert!(page.pad_colors().await? == one, "one stroke is left");
        undo(page).await?;
        page.wait_for_no_ink().await?;
        undo(page).await?;
        redo(page).await?;
        redo(page).await?;
        assert!(page.pad_colors().await? == two, "both strokes are back");
        undo(page).await?;
        let answer = page.predict_expecting("1").await?;
        assert_eq!(answer.strokes, 1);
        Ok(())
    })
}

#[test]
fn buttons_undo_and_redo_strokes() -> Result<()> {
    let undo = async |page: &Page| page.click("Undo stroke").await;
    check(undo, async |page| page.click("Redo stroke").await)
}

/// Checks undo by the first chord and redo by the second.
fn check_keys(undo: (&[Key], char), redo: (&[Key], char)) -> Result<()> {
    let undo = async |page: &Page| page.press_chord(undo.0, undo.1).await;
    check(undo, async |page| page.press_chord(redo.0, redo.1).await)
}

#[test]
fn control_z_undoes_and_control_shift_z_redoes_strokes() -> Result<()> {
    check_keys((&[Key::Control], 'z'), (&[Key::Control, Key::Shift], 'z'))
}

#[test]
fn command_z_undoes_and_control_y_redoes_strokes() -> Result<()> {
    check_keys((&[Key::Command], 'z'), (&[Key::Control], 'y'))
}

#[test]
fn undo_restores_a_cleared_drawing_and_closes_the_notice() -> Result<()> {
    visit(async |page, _| {
        page.draw_digit(4).await?;
        let before = page.pad_colors().await?;
        page.clear_canvas().await?;
        assert_eq!(page.notice().await?, "Canvas cleared");
        page.press_chord(&[Key::Control], 'z').await?;
        page.wait_for_no_notice().await?;
        assert!(page.pad_colors().await? == before, "the drawing is back");
        page.press_chord(&[Key::Control], 'y').await?;
        page.wait_for_no_ink().await
    })
}

#[test]
fn control_z_in_a_text_field_does_not_undo_strokes() -> Result<()> {
    visit(async |page, _| {
        page.draw_digit(1).await?;
        page.choose_engine("Server").await?;
        let field = page.wait_for("[data-testid=server-address]").await?;
        page.focus(&field).await?;
        page.press_chord(&[Key::Control], 'z').await?;
        page.wait_for_ink().await
    })
}
