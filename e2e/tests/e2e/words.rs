//! Numbers are read out as people say them.

use crate::ink::number;
use crate::visit::visit;
use anyhow::Result;
use e2e::Pointer;

#[tokio::test]
async fn a_number_is_said_in_words_and_leading_zeros_digit_by_digit() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        for (digits, words) in [
            ("7", "seven"),
            ("2026", "two thousand twenty-six"),
            ("007", "zero zero seven"),
        ] {
            let answer = page
                .read(&number(digits, 110.0, 92.0), Pointer::Mouse)
                .await?;
            assert_eq!(answer.number, digits);
            assert!(answer.text.contains(words), "{answer:?}");
            assert!(answer.text.contains("% sure"), "{answer:?}");
            page.clear_canvas().await?;
        }
        Ok(())
    })
    .await
}
