//! Who cannot draw makes a digit of pixels, by keyboard alone.

use crate::visit::visit;
use anyhow::Result;
use e2e::Page;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

const GRID: &str = "dialog.grid[open]";
const SAYS: &str = "dialog.grid [role=status]";
const HAS_FOCUS: &str = "document.activeElement.dataset.testid === 'pixel-grid'";

async fn open(page: &Page) -> Result<()> {
    let button = page.button("Pixel grid").await?;
    page.focus(&button).await?;
    page.press(Key::Enter).await?;
    page.wait_for(GRID).await?;
    page.wait_until(HAS_FOCUS).await
}

async fn press(page: &Page, key: impl Into<char>, times: usize) -> Result<()> {
    let value = key.into();
    let mut keyboard = KeyActions::new("keyboard".into());
    for _ in 0..times {
        keyboard = keyboard
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
    }
    page.act(keyboard).await
}

/// Moves while painting.
async fn paint(page: &Page, key: Key, times: usize) -> Result<()> {
    for _ in 0..times {
        page.press_with(&[Key::Shift], key.into()).await?;
    }
    Ok(())
}

/// A bar, and a leg that leans to the left.
async fn make_seven(page: &Page) -> Result<()> {
    press(page, Key::Up, 9).await?;
    press(page, Key::Left, 5).await?;
    paint(page, Key::Right, 11).await?;
    for _ in 0..6 {
        paint(page, Key::Down, 3).await?;
        paint(page, Key::Left, 1).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_digit_is_entered_by_keyboard_and_read() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        open(page).await?;
        page.wait_for_text(SAYS, "Row 15, column 15: paper").await?;
        press(page, ' ', 1).await?;
        page.wait_for_text(SAYS, "Row 15, column 15: ink").await?;
        press(page, Key::Delete, 1).await?;
        page.wait_for_text(SAYS, "paper").await?;
        make_seven(page).await?;
        press(page, Key::Enter, 1).await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        page.boxes_of(1).await?;
        assert_eq!(page.history_of(1).await?, ["7"]);
        page.wait_for("[data-testid=history-item][title='pixels.bmp'] path")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn escape_closes_the_grid_and_keeps_its_pixels() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        open(page).await?;
        make_seven(page).await?;
        page.press(Key::Escape).await?;
        page.wait_for_no(GRID).await?;
        open(page).await?;
        press(page, Key::Enter, 1).await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn pointers_paint_and_erase_pixels() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        open(page).await?;
        let cells = page.wait_for("[data-testid=pixel-grid]").await?;
        cells.click().await?;
        page.wait_for_text(SAYS, "ink").await?;
        cells.click().await?;
        page.wait_for_text(SAYS, "paper").await?;
        Ok(())
    })
    .await
}
