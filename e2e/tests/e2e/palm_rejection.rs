//! The hand that holds a pen does not draw.

use crate::visit::visit;
use anyhow::Result;
use e2e::ink::{digit, stroke};
use e2e::{Pointer, cdp};

#[test]
fn a_palm_beside_the_pen_does_not_draw() -> Result<()> {
    visit(async |page, _| {
        page.draw_with(Pointer::Pen, &digit(1)).await?;
        let before = page.pad_colors().await?;
        let palm = stroke(&[(330.0, 300.0), (350.0, 380.0)]);
        page.draw_with(Pointer::Touch, &palm).await?;
        assert!(page.pad_colors().await? == before, "the palm adds no ink");
        page.predict().await?;
        assert_eq!(page.wait_for_answer("ready").await?.strokes, 1);
        Ok(())
    })
}

#[test]
fn a_palm_that_touches_before_the_pen_leaves_no_stroke() -> Result<()> {
    visit(async |page, _| {
        let palm = page.paths(&stroke(&[(350.0, 380.0)])).await?;
        cdp::touch_down(page.client(), palm[0][0]).await?;
        page.wait_for_ink().await?;
        let path = page.paths(&digit(1)).await?.swap_remove(0);
        cdp::draw_with_pressure(page.client(), &path, 0.5).await?;
        cdp::touch_up(page.client()).await?;
        let answer = page.predict_expecting("1").await?;
        assert_eq!(answer.strokes, 1);
        Ok(())
    })
}

#[test]
fn a_finger_draws_where_there_is_no_pen() -> Result<()> {
    visit(async |page, _| {
        let answer = page.read_with(Pointer::Touch, &digit(7)).await?;
        assert_eq!(answer.number, "7");
        Ok(())
    })
}
