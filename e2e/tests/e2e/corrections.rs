//! People say what they drew, and see how well their hand is read.

use crate::ink::{digit, number};
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};

const HAND: &str = ".hand p";
const VERDICT: &str = "dialog.entry [role=status]";

async fn shows(page: &Page, digit: u8, score: &str) -> Result<()> {
    let place = format!(".hand [data-digit=\"{digit}\"] small");
    page.wait_for_text(&place, score).await
}

#[tokio::test]
async fn what_was_right_and_what_it_was_are_kept_and_counted() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        for drawn in [7, 1] {
            page.read(&digit(drawn), Pointer::Mouse).await?;
            page.clear_canvas().await?;
        }
        page.open_entry(0).await?;
        page.click("It was right").await?;
        page.wait_for_text(VERDICT, "it was right").await?;
        page.close_entry().await?;
        page.open_entry(1).await?;
        page.label_entry("4").await?;
        page.wait_for_text(VERDICT, "it was 4").await?;
        page.close_entry().await?;
        page.open().await?;
        page.history_of(2).await?;
        assert!(page.card(0).await?.contains("right"));
        assert!(page.card(1).await?.contains("was 4"));
        page.wait_for_text(HAND, "1 of 2 digits right").await?;
        shows(page, 1, "1 of 1").await?;
        shows(page, 4, "0 of 1").await?;
        shows(page, 7, "none yet").await?;
        page.open_entry(1).await?;
        page.click("Take it back").await?;
        page.wait_for_text(HAND, "1 of 1 digits right").await
    })
    .await
}

#[tokio::test]
async fn a_number_is_corrected_as_a_whole_and_its_digits_are_counted() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.read(&number("2026", 110.0, 92.0), Pointer::Mouse)
            .await?;
        page.open_entry(0).await?;
        for typed in ["", "two", "2.0"] {
            page.label_entry(typed).await?;
            page.wait_for_text("dialog.entry .error", "Type the digits")
                .await?;
        }
        page.label_entry("202").await?;
        page.wait_for_text("dialog.entry .error", "202 has 3 digits, the answer 4")
            .await?;
        page.label_entry("2028").await?;
        page.wait_for_text(VERDICT, "it was 2028").await?;
        page.close_entry().await?;
        page.wait_for_text(HAND, "3 of 4 digits right").await?;
        page.open_entry(0).await?;
        for _ in 0..2 {
            page.label_entry("206").await?;
        }
        page.wait_for_text(VERDICT, "it was 206").await?;
        page.close_entry().await?;
        page.wait_for_text(HAND, "more or fewer digits").await
    })
    .await
}
