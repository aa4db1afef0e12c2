//! Every style of writing is read, drawn with mouse or finger.

use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};
use synthetic_ink::{Hand, STYLES};

fn check(pointer: Pointer) -> Result<()> {
    visit(async |page: &Page, _| {
        for style in STYLES {
            let drawing = style.written_by(&Hand::default());
            let answer = page.read_with(pointer, &drawing).await?;
            let number = style.digit.to_string();
            let expected = (&*number, drawing.strokes.len());
            assert_eq!(answer.number_and_strokes(), expected, "{}", style.name);
            page.clear_canvas().await?;
        }
        Ok(())
    })
}

#[test]
fn every_style_is_read_from_the_mouse() -> Result<()> {
    check(Pointer::Mouse)
}

#[test]
fn every_style_is_read_from_a_finger() -> Result<()> {
    check(Pointer::Touch)
}
