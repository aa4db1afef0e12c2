//! Grid of 28×28 pixels, on which a digit is entered by keyboard alone.

use crate::visit::visit;
use anyhow::Result;
use e2e::Page;
use fantoccini::key::Key;

const GRID: &str = "dialog.grid[open]";
const STATUS: &str = "dialog.grid [role=status]";
const HAS_FOCUS: &str = "document.activeElement.dataset.testid === 'pixel-grid'";

async fn open_grid(page: &Page) -> Result<()> {
    let button = page.button("Pixel grid").await?;
    page.focus(&button).await?;
    page.press(Key::Enter).await?;
    page.wait_for(GRID).await?;
    page.wait_until(HAS_FOCUS).await
}

/// Moves with ink.
async fn paint(page: &Page, key: Key, times: usize) -> Result<()> {
    for _ in 0..times {
        page.press_chord(&[Key::Shift], key).await?;
    }
    Ok(())
}

/// Paints a 7: a bar, and a leg that leans to the left.
async fn paint_seven(page: &Page) -> Result<()> {
    page.press_repeatedly(Key::Up, 9).await?;
    page.press_repeatedly(Key::Left, 5).await?;
    paint(page, Key::Right, 11).await?;
    for _ in 0..6 {
        paint(page, Key::Down, 3).await?;
        paint(page, Key::Left, 1).await?;
    }
    Ok(())
}

#[test]
fn a_digit_is_entered_by_keyboard_and_read() -> Result<()> {
    visit(async |page, _| {
        open_grid(page).await?;
        page.wait_for_text(STATUS, "Row 15, column 15: paper")
            .await?;
        page.press_repeatedly(' ', 1).await?;
        page.wait_for_text(STATUS, "Row 15, column 15: ink").await?;
        page.press(Key::Delete).await?;
        page.wait_for_text(STATUS, "paper").await?;
        paint_seven(page).await?;
        page.press(Key::Enter).await?;
        page.expect_number("7").await?;
        page.wait_for_boxes(1).await?;
        page.expect_history(&["7"]).await?;
        page.wait_for("[data-testid=history-item][title='pixels.bmp'] path")
            .await
    })
}

#[test]
fn escape_closes_the_grid_and_keeps_its_pixels() -> Result<()> {
    visit(async |page, _| {
        open_grid(page).await?;
        paint_seven(page).await?;
        page.press(Key::Escape).await?;
        page.wait_for_no(GRID).await?;
        open_grid(page).await?;
        page.press(Key::Enter).await?;
        page.expect_number("7").await
    })
}

#[test]
fn pointers_paint_and_erase_pixels() -> Result<()> {
    visit(async |page, _| {
        open_grid(page).await?;
        for status in ["ink", "paper"] {
            page.click_on("[data-testid=pixel-grid]").await?;
            page.wait_for_text(STATUS, status).await?;
        }
        Ok(())
    })
}
