//! Rejections: a drawing that is not a digit gets a best guess, marked as such.

use crate::assertions::assert_contains;
use crate::visit::visit;
use anyhow::Result;
use e2e::Page;
use e2e::ink::{number_and_scribble, scribble, spaced_number};
use recognizer::Drawing;
use synthetic_ink::NONDIGITS;

/// Draws, and asserts that the answer is a rejection with this sentence and without a confidence.
async fn check(page: &Page, drawing: &Drawing, sentence: &str) -> Result<()> {
    let answer = page.judge(drawing).await?;
    assert_eq!(answer.state, "rejected", "{answer:?}");
    assert_eq!(answer.strokes, drawing.strokes.len());
    assert!(answer.number.parse::<u64>().is_ok(), "{answer:?}");
    assert_contains(&answer.text, sentence);
    assert_contains(&answer.text, "Draw one digit or a number");
    assert!(!answer.text.contains('%'), "{answer:?}");
    Ok(())
}

#[test]
fn a_scribble_is_not_a_digit_and_has_a_best_guess() -> Result<()> {
    visit(async |page, _| {
        check(page, &scribble(), "Not a digit").await?;
        let answer = page.answer().await?;
        let guess = format!("Best guess: {}", answer.number);
        assert_contains(&answer.text, &guess);
        let digits = page.digits().await?;
        assert_eq!((digits.len(), &*digits[0].shown), (1, "?"));
        assert_eq!(digits[0].digit, answer.number);
        page.wait_for_boxes(1).await
    })
}

/// One shape of each family of non-digits; a few of them do resemble digits.
#[test]
fn most_non_digits_are_rejected() -> Result<()> {
    visit(async |page, _| {
        let mut read = Vec::new();
        for family in NONDIGITS {
            let answer = page.judge(&family.drawn(1)).await?;
            if answer.state == "ready" {
                read.push((family.name, answer.number));
            }
            page.clear_canvas().await?;
        }
        assert!(
            read.len() <= NONDIGITS.len() / 5,
            "read as digits: {read:?}"
        );
        Ok(())
    })
}

#[test]
fn a_number_with_a_rejected_part_stays_readable() -> Result<()> {
    visit(async |page, _| {
        let mut drawing = number_and_scribble("20", 80.0, 92.0);
        let six = spaced_number("2026", 80.0, 92.0).strokes.pop();
        drawing.strokes.extend(six);
        let sentence = "The 3rd part is not a digit; best guess";
        check(page, &drawing, sentence).await?;
        let digits = page.digits().await?;
        let shown: Vec<&str> = digits.iter().map(|digit| &*digit.shown).collect();
        assert_eq!(shown, ["2", "0", "?", "6"]);
        let name = page.accessible_name(&page.digit(2).await?).await?;
        let guess = &digits[2].digit;
        assert_eq!(
            name,
            format!("part 3 of 4: not a digit, best guess {guess}")
        );
        page.wait_for_boxes(4).await
    })
}

#[test]
fn a_number_of_too_many_digits_is_rejected() -> Result<()> {
    visit(async |page, _| {
        // Wide enough from the start: a pad that grows meanwhile would scroll.
        page.widen_pad(2).await?;
        let drawing = spaced_number("3141592653589", 64.0, 60.0);
        let sentence = "These are 13 digits; here a number has up to 12";
        check(page, &drawing, sentence).await?;
        page.expect_history(&["3141592653589"]).await
    })
}
