//! Labels of history entries, and the accuracy for the user's hand that they give.

use crate::assertions::assert_contains;
use crate::visit::visit;
use anyhow::Result;
use e2e::Page;
use e2e::ink::number;

const ACCURACY: &str = ".hand p";
const VERDICT: &str = "dialog.entry [role=status]";
const ERROR: &str = "dialog.entry .error";

async fn wait_for_score(page: &Page, digit: u8, score: &str) -> Result<()> {
    let cell = format!(".hand [data-digit=\"{digit}\"] small");
    page.wait_for_text(&cell, score).await
}

#[test]
fn confirmed_and_corrected_answers_are_kept_and_counted() -> Result<()> {
    visit(async |page, _| {
        page.read_digits(&[7, 1]).await?;
        page.open_entry(0).await?;
        page.click("It was right").await?;
        page.wait_for_text(VERDICT, "it was right").await?;
        page.close_entry().await?;
        page.open_entry(1).await?;
        page.label_entry("4").await?;
        page.wait_for_text(VERDICT, "it was 4").await?;
        page.close_entry().await?;
        page.open().await?;
        page.wait_for_history(2).await?;
        assert_contains(&page.card(0).await?, "right");
        assert_contains(&page.card(1).await?, "was 4");
        page.wait_for_text(ACCURACY, "1 of 2 digits right").await?;
        for (digit, score) in [(1, "1 of 1"), (4, "0 of 1"), (7, "none yet")] {
            wait_for_score(page, digit, score).await?;
        }
        page.open_entry(1).await?;
        page.click("Take it back").await?;
        page.wait_for_text(ACCURACY, "1 of 1 digits right").await
    })
}

#[test]
fn a_number_is_corrected_as_a_whole_and_counted_by_digit() -> Result<()> {
    visit(async |page, _| {
        page.read(&number("2026")).await?;
        page.open_entry(0).await?;
        for (typed, error) in [
            ("", "Type the digits"),
            ("two", "Type the digits"),
            ("2.0", "Type the digits"),
            ("202", "202 has 3 digits, the answer 4"),
        ] {
            page.label_entry(typed).await?;
            page.wait_for_text(ERROR, error).await?;
        }
        page.label_entry("2028").await?;
        page.wait_for_text(VERDICT, "it was 2028").await?;
        page.close_entry().await?;
        page.wait_for_text(ACCURACY, "3 of 4 digits right").await?;
        page.open_entry(0).await?;
        for _ in 0..2 {
            page.label_entry("206").await?;
        }
        page.wait_for_text(VERDICT, "it was 206").await?;
        page.close_entry().await?;
        page.wait_for_text(ACCURACY, "more or fewer digits").await
    })
}
