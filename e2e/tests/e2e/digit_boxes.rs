//! Boxes around the digits on the pad, as long as the drawing is the one that was read.

use crate::assertions::assert_contains;
use crate::visit::visit;
use anyhow::Result;
use e2e::Page;
use e2e::ink::{number, stroke};

/// Whether the boxes are on the pad and ordered from left to right.
const ARE_ON_PAD: &str = "(() => {
    const pad = document.querySelector('[data-testid=drawing-pad]').getBoundingClientRect();
    const boxes = [...document.querySelectorAll('[data-testid=digit-box]')]
        .map((box) => box.getBoundingClientRect());
    return boxes.every((box, index) =>
        box.left >= pad.left && box.right <= pad.right && box.top >= pad.top &&
        box.bottom <= pad.bottom && (index === 0 || box.left > boxes[index - 1].left));
})()";

const SELECTED: &str = "[...document.querySelectorAll('[data-testid=digit-box]')]
    .findIndex((box) => box.classList.contains('selected'))";

async fn read_three_digits(page: &Page) -> Result<()> {
    page.read(&number("472")).await?;
    page.wait_for_boxes(3).await
}

#[test]
fn every_digit_has_a_box_and_the_selected_one_is_marked() -> Result<()> {
    visit(async |page, _| {
        read_three_digits(page).await?;
        assert_eq!(page.evaluate(ARE_ON_PAD).await?, true);
        assert_eq!(page.evaluate(SELECTED).await?, 0);
        page.select_digit(2).await?;
        assert_eq!(page.evaluate(SELECTED).await?, 2);
        Ok(())
    })
}

#[test]
fn boxes_vanish_when_the_drawing_changes() -> Result<()> {
    visit(async |page, _| {
        read_three_digits(page).await?;
        page.draw(&stroke(&[(20.0, 380.0), (60.0, 380.0)])).await?;
        page.wait_for_boxes(0).await?;
        // The answer stays, with the number of strokes that it was read from.
        let answer = page.answer().await?;
        assert_eq!(answer.number_and_strokes(), ("472", 4));
        assert_contains(&answer.text, "changed since");
        Ok(())
    })
}

#[test]
fn boxes_vanish_with_the_ink() -> Result<()> {
    visit(async |page, _| {
        read_three_digits(page).await?;
        page.clear_canvas().await?;
        page.wait_for_boxes(0).await?;
        page.click("Undo").await?;
        page.wait_for_ink().await?;
        page.wait_for_boxes(0).await
    })
}
