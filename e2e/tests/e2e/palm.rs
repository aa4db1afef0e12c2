//! The hand that holds a pen does not draw.

use crate::ink::{digit, stroke};
use crate::visit::visit;
use anyhow::Result;
use e2e::{Pointer, cdp};

#[tokio::test]
async fn a_palm_beside_the_pen_does_not_draw() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.draw(&digit(1), Pointer::Pen).await?;
        let before = page.ink().await?;
        page.draw(&stroke(&[(330.0, 300.0), (350.0, 380.0)]), Pointer::Touch)
            .await?;
        assert!(page.ink().await? == before, "the palm has left no ink");
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.strokes, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_palm_that_comes_before_the_pen_leaves_no_stroke() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let palm = page.paths(&stroke(&[(350.0, 380.0)])).await?;
        cdp::touch_down(page.client(), palm[0][0]).await?;
        page.shows_ink().await?;
        let path = page.paths(&digit(1)).await?.swap_remove(0);
        cdp::draw_pressed(page.client(), &path, 0.5).await?;
        cdp::touch_up(page.client()).await?;
        page.predict().await?;
        let answer = page.answer_in("ready").await?;
        assert_eq!((&*answer.number, answer.strokes), ("1", 1));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_finger_draws_where_there_is_no_pen() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        assert_eq!(page.read(&digit(7), Pointer::Touch).await?.number, "7");
        Ok(())
    })
    .await
}
