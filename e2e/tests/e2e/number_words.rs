//! Numbers in words.

use crate::assertions::assert_contains;
use crate::visit::visit;
use anyhow::Result;
use e2e::ink::number;

#[test]
fn an_answer_is_in_words_and_leading_zeros_digit_by_digit() -> Result<()> {
    visit(async |page, _| {
        for (digits, words) in [
            ("7", "seven"),
            ("2026", "two thousand twenty-six"),
            ("007", "zero zero seven"),
        ] {
            let answer = page.read(&number(digits)).await?;
            assert_eq!(answer.number, digits);
            assert_contains(&answer.text, words);
            assert_contains(&answer.text, "% sure");
            page.clear_canvas().await?;
        }
        Ok(())
    })
}
