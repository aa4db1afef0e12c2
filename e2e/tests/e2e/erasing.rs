//! An eraser takes the strokes that it touches, and undo brings them back.

use crate::ink::{digit, stroke};
use crate::visit::visit;
use anyhow::Result;
use e2e::Pointer;

#[tokio::test]
async fn an_eraser_takes_whole_strokes() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.draw(&digit(1), Pointer::Mouse).await?;
        let one = page.ink().await?;
        page.draw(&stroke(&[(320.0, 50.0), (320.0, 350.0)]), Pointer::Mouse)
            .await?;
        let both = page.ink().await?;
        let across = stroke(&[(380.0, 100.0), (290.0, 110.0)]);
        page.erase(&across).await?;
        assert!(page.ink().await? == one, "the stroke is gone, to its ends");
        page.click("Undo stroke").await?;
        assert!(page.ink().await? == both, "it is back");
        page.click("Redo stroke").await?;
        page.predict().await?;
        let answer = page.answer_in("ready").await?;
        assert_eq!((&*answer.number, answer.strokes), ("1", 1));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_eraser_that_touches_nothing_takes_nothing() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.draw(&digit(1), Pointer::Mouse).await?;
        let before = page.ink().await?;
        page.erase(&stroke(&[(380.0, 20.0), (380.0, 380.0)]))
            .await?;
        assert!(page.ink().await? == before, "nothing has changed");
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "1");
        Ok(())
    })
    .await
}
