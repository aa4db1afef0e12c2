//! The pad grows with the number, to the right: what is on it stays where it is.

use crate::ink::{digit, number, stroke};
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};
use serde_json::Value;

/// Where the pad begins in the window, and how large a drawing unit is there.
async fn anchor(page: &Page) -> Result<Value> {
    let anchor = "(() => {
        const pad = document.querySelector('[data-testid=drawing-pad]').getBoundingClientRect();
        return [pad.left, pad.top, pad.height];
    })()";
    page.evaluate(anchor).await
}

/// Waits until the pad is this wide.
async fn is_wide(page: &Page, width: u32) -> Result<()> {
    let pad = "document.querySelector('[data-testid=drawing-pad]').getBoundingClientRect()";
    let is_wide = format!("(({{ width, height }}) => Math.round(400 * width / height))({pad})");
    page.wait_until(&format!("{is_wide} === {width}")).await
}

#[tokio::test]
async fn the_pad_is_made_wider_and_narrower_by_hand() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let before = anchor(page).await?;
        assert_eq!(page.pad_width().await?, 400.0);
        for width in [650, 900, 1150, 1400, 1650, 1900, 2150, 2400, 2400] {
            page.click("Wider pad").await?;
            is_wide(page, width).await?;
            assert_eq!(anchor(page).await?, before);
        }
        for width in [2150, 1900, 1650, 1400, 1150, 900, 650, 400] {
            page.click("Narrower pad").await?;
            is_wide(page, width).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_wider_pad_takes_ink_that_a_narrower_one_does_not_cut_off() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.click("Wider pad").await?;
        page.click("Wider pad").await?;
        is_wide(page, 900).await?;
        let far = digit(7).map_points(|at| recognizer::Point::new(at.x + 350.0, at.y));
        let before = page.read(&far, Pointer::Mouse).await?;
        assert_eq!(before.number, "7");
        page.click("Narrower pad").await?;
        is_wide(page, 650).await?;
        page.click("Narrower pad").await?;
        page.predict().await?;
        page.history_of(2).await?;
        assert_eq!(page.answer_in("ready").await?, before);
        assert_eq!(page.pad_width().await?, 650.0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_pad_grows_by_itself_when_a_number_reaches_its_edge() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let before = anchor(page).await?;
        page.draw(&number("202", 110.0, 92.0), Pointer::Mouse)
            .await?;
        page.shows_ink().await?;
        assert_eq!(page.pad_width().await?, 400.0);
        let six = stroke(&[
            (370.0, 150.0),
            (330.0, 230.0),
            (370.0, 250.0),
            (340.0, 220.0),
        ]);
        page.draw(&six, Pointer::Mouse).await?;
        is_wide(page, 650).await?;
        assert_eq!(anchor(page).await?, before);
        page.clear_canvas().await?;
        is_wide(page, 400).await?;
        page.click("Undo").await?;
        is_wide(page, 650).await
    })
    .await
}

#[tokio::test]
async fn a_single_digit_does_not_widen_the_pad() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let wide =
            digit(2).map_points(|at| recognizer::Point::new(at.x * 1.3 + 60.0, at.y * 1.2 - 40.0));
        page.read(&wide, Pointer::Mouse).await?;
        assert_eq!(page.pad_width().await?, 400.0);
        Ok(())
    })
    .await
}
