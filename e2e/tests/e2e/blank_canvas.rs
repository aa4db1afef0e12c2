//! A blank canvas has no answer.

use crate::visit::visit;
use anyhow::Result;

#[test]
fn predicting_a_blank_canvas_asks_for_a_digit() -> Result<()> {
    visit(async |page, _| {
        page.predict().await?;
        page.wait_until(
            "document.querySelector('.answer').innerText.trim() === 'Draw a digit first'",
        )
        .await?;
        let answer = page.answer().await?;
        assert_eq!((&*answer.state, &*answer.number), ("blank", ""));
        assert_eq!(page.history().await?, [""; 0]);
        Ok(())
    })
}
