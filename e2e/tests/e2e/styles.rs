//! Every way to write a digit that the scribe knows is read, whatever it is drawn with.

use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};
use synthetic_ink::{Hand, STYLES};

async fn check(page: &Page, hand: &Hand, pointer: Pointer) -> Result<()> {
    page.open().await?;
    for style in STYLES {
        let drawing = style.written_by(hand);
        let answer = page.read(&drawing, pointer).await?;
        let expected = (style.digit.to_string(), drawing.strokes.len());
        assert_eq!((answer.number, answer.strokes), expected, "{}", style.name);
        page.clear_canvas().await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_style_is_read_from_the_mouse() -> Result<()> {
    visit(async |page, _| check(page, &Hand::default(), Pointer::Mouse).await).await
}

#[tokio::test]
async fn every_style_is_read_from_a_finger() -> Result<()> {
    visit(async |page, _| check(page, &Hand::default(), Pointer::Touch).await).await
}
