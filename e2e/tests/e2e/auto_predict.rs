//! Optional prediction after a pause of the pen.

use crate::visit::visit;
use anyhow::Result;
use e2e::ink::digit;

#[test]
fn a_pause_predicts_once() -> Result<()> {
    visit(async |page, _| {
        page.click("Pen and guesses").await?;
        page.set_value("#pad-options select", "input", "After 1 s")
            .await?;
        page.draw_digit(4).await?;
        let answer = page.expect_number("4").await?;
        assert_eq!(answer.strokes, digit(4).strokes.len());
        page.expect_history(&["4"]).await?;
        // The setting is kept, and a prediction by button is not repeated by the pause.
        page.open().await?;
        page.read_digit(7).await?;
        page.expect_history(&["7", "4"]).await?;
        page.clear_canvas().await?;
        page.draw_digit(1).await?;
        page.wait_for_answer("ready").await?;
        page.expect_history(&["1", "7", "4"]).await
    })
}
