//! The pad grows to the right, by button or with the number, and keeps its content in place.

use crate::visit::visit;
use anyhow::Result;
use e2e::Page;
use e2e::ink::{digit, number, stroke};
use recognizer::Point;
use serde_json::Value;

/// Left, top and height of the pad in the window.
async fn anchor(page: &Page) -> Result<Value> {
    let anchor = "(() => {
        const pad = document.querySelector('[data-testid=drawing-pad]').getBoundingClientRect();
        return [pad.left, pad.top, pad.height];
    })()";
    page.evaluate(anchor).await
}

/// Waits until the pad has this width, in drawing units.
async fn wait_for_width(page: &Page, width: u32) -> Result<()> {
    let pad = "document.querySelector('[data-testid=drawing-pad]').getBoundingClientRect()";
    let found = format!("(({{ width, height }}) => Math.round(400 * width / height))({pad})");
    page.wait_until(&format!("{found} === {width}")).await
}

#[test]
fn buttons_make_the_pad_wider_and_narrower() -> Result<()> {
    visit(async |page, _| {
        let before = anchor(page).await?;
        assert_eq!(page.pad_width().await?, 400.0);
        for width in [650, 900, 1150, 1400, 1650, 1900, 2150, 2400, 2400] {
            page.widen_pad(1).await?;
            wait_for_width(page, width).await?;
            assert_eq!(anchor(page).await?, before);
        }
        for width in [2150, 1900, 1650, 1400, 1150, 900, 650, 400] {
            page.click("Narrower pad").await?;
            wait_for_width(page, width).await?;
        }
        Ok(())
    })
}

#[test]
fn a_narrower_pad_does_not_cut_off_ink() -> Result<()> {
    visit(async |page, _| {
        page.widen_pad(2).await?;
        wait_for_width(page, 900).await?;
        let far = digit(7).map_points(|at| Point::new(at.x + 350.0, at.y));
        let before = page.read(&far).await?;
        assert_eq!(before.number, "7");
        page.click("Narrower pad").await?;
        wait_for_width(page, 650).await?;
        page.click("Narrower pad").await?;
        page.predict().await?;
        page.wait_for_history(2).await?;
        assert_eq!(page.wait_for_answer("ready").await?, before);
        assert_eq!(page.pad_width().await?, 650.0);
        Ok(())
    })
}

#[test]
fn the_pad_grows_when_a_number_reaches_its_edge() -> Result<()> {
    visit(async |page, _| {
        let before = anchor(page).await?;
        page.draw(&number("202")).await?;
        page.wait_for_ink().await?;
        assert_eq!(page.pad_width().await?, 400.0);
        let six = stroke(&[
            (370.0, 150.0),
            (330.0, 230.0),
            (370.0, 250.0),
            (340.0, 220.0),
        ]);
        page.draw(&six).await?;
        wait_for_width(page, 650).await?;
        assert_eq!(anchor(page).await?, before);
        page.clear_canvas().await?;
        wait_for_width(page, 400).await?;
        page.click("Undo").await?;
        wait_for_width(page, 650).await
    })
}

#[test]
fn a_single_digit_does_not_widen_the_pad() -> Result<()> {
    visit(async |page, _| {
        let wide = digit(2).map_points(|at| Point::new(at.x * 1.3 + 60.0, at.y * 1.2 - 40.0));
        page.read(&wide).await?;
        assert_eq!(page.pad_width().await?, 400.0);
        Ok(())
    })
}
