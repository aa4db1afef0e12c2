//! The eraser removes the strokes that it touches, and undo restores them.

use crate::visit::visit;
use anyhow::Result;
use e2e::ink::stroke;

#[test]
fn the_eraser_removes_whole_strokes() -> Result<()> {
    visit(async |page, _| {
        page.draw_digit(1).await?;
        let one = page.pad_colors().await?;
        page.draw(&stroke(&[(320.0, 50.0), (320.0, 350.0)])).await?;
        let both = page.pad_colors().await?;
        page.erase(&stroke(&[(380.0, 100.0), (290.0, 110.0)]))
            .await?;
        assert!(page.pad_colors().await? == one, "the stroke is gone");
        page.click("Undo stroke").await?;
        assert!(page.pad_colors().await? == both, "the stroke is back");
        page.click("Redo stroke").await?;
        let answer = page.predict_expecting("1").await?;
        assert_eq!(answer.strokes, 1);
        Ok(())
    })
}

#[test]
fn an_eraser_that_touches_no_stroke_removes_none() -> Result<()> {
    visit(async |page, _| {
        page.draw_digit(1).await?;
        let before = page.pad_colors().await?;
        page.erase(&stroke(&[(380.0, 20.0), (380.0, 380.0)]))
            .await?;
        assert!(page.pad_colors().await? == before, "the ink is unchanged");
        page.predict_expecting("1").await
    })
}
