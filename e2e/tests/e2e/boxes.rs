//! Boxes on the pad show how the drawing was split, as long as it is the one that was read.

use crate::ink::{number, stroke};
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};

/// Whether the boxes stand in a row, around the ink of this many digits and on the pad.
const ARE_ON_PAD: &str = "(() => {
    const pad = document.querySelector('[data-testid=drawing-pad]').getBoundingClientRect();
    const boxes = [...document.querySelectorAll('[data-testid=digit-box]')]
        .map((box) => box.getBoundingClientRect());
    return boxes.every((box, place) =>
        box.left >= pad.left && box.right <= pad.right && box.top >= pad.top &&
        box.bottom <= pad.bottom && (place === 0 || box.left > boxes[place - 1].left));
})()";

const SELECTED: &str = "[...document.querySelectorAll('[data-testid=digit-box]')]
    .findIndex((box) => box.classList.contains('selected'))";

async fn open_and_read(page: &Page) -> Result<()> {
    page.open().await?;
    page.read(&number("472", 120.0, 110.0), Pointer::Mouse)
        .await?;
    page.boxes_of(3).await
}

#[tokio::test]
async fn every_digit_has_its_box_and_the_selected_one_stands_out() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page).await?;
        assert_eq!(page.evaluate(ARE_ON_PAD).await?, true);
        assert_eq!(page.evaluate(SELECTED).await?, 0);
        page.digit(2).await?.click().await?;
        assert_eq!(page.evaluate(SELECTED).await?, 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn boxes_vanish_when_the_drawing_changes() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page).await?;
        let dash = stroke(&[(20.0, 380.0), (60.0, 380.0)]);
        page.draw(&dash, Pointer::Mouse).await?;
        page.boxes_of(0).await?;
        // The answer stays, and says of how many strokes it speaks.
        let answer = page.answer().await?;
        assert_eq!((&*answer.number, answer.strokes), ("472", 4));
        assert!(answer.text.contains("changed since"), "{answer:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn boxes_vanish_with_the_ink() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page).await?;
        page.clear_canvas().await?;
        page.boxes_of(0).await?;
        page.click("Undo").await?;
        page.shows_ink().await?;
        page.boxes_of(0).await
    })
    .await
}
