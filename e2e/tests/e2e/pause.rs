//! Who wants it has a drawing read when the pen pauses.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::Pointer;

#[tokio::test]
async fn a_pause_reads_the_drawing_once() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.click("Pen and guesses").await?;
        let select = page.wait_for("#pad-options select").await?;
        let choose = "arguments[0].value = 'After 1 s';
                      arguments[0].dispatchEvent(new Event('input', { bubbles: true }))";
        let select = serde_json::to_value(select)?;
        page.client().execute(choose, vec![select]).await?;
        page.draw(&digit(4), Pointer::Mouse).await?;
        let answer = page.answer_in("ready").await?;
        assert_eq!(
            (&*answer.number, answer.strokes),
            ("4", digit(4).strokes.len())
        );
        assert_eq!(page.history_of(1).await?, ["4"]);
        // Kept for later visits; what Predict reads is not read again.
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        assert_eq!(page.history_of(2).await?, ["7", "4"]);
        page.clear_canvas().await?;
        page.draw(&digit(1), Pointer::Mouse).await?;
        page.answer_in("ready").await?;
        assert_eq!(page.history_of(3).await?, ["1", "7", "4"]);
        Ok(())
    })
    .await
}
