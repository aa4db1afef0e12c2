//! What is no digit is not read as one: there is a guess, and it is called a guess.

use crate::ink::{number, scribble};
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};
use recognizer::Drawing;
use synthetic_ink::NONDIGITS;

/// Draws something and expects to be told that it cannot be read, without any confidence.
async fn check(page: &Page, drawing: &Drawing, sentence: &str) -> Result<()> {
    let answer = page.judge(drawing, Pointer::Mouse).await?;
    assert_eq!(answer.state, "rejected", "{answer:?}");
    assert_eq!(answer.strokes, drawing.strokes.len());
    assert!(answer.number.parse::<u64>().is_ok(), "{answer:?}");
    assert!(answer.text.contains(sentence), "{answer:?}");
    assert!(
        answer.text.contains("Draw one digit or a number"),
        "{answer:?}"
    );
    assert!(!answer.text.contains('%'), "{answer:?}");
    Ok(())
}

#[tokio::test]
async fn a_scribble_is_not_a_digit_and_its_guess_is_called_a_guess() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let scribble = scribble(0, 300.0, 0.0).into_iter().collect();
        check(page, &scribble, "Not a digit").await?;
        let answer = page.answer().await?;
        let guess = format!("Best guess: {}", answer.number);
        assert!(answer.text.contains(&guess), "{answer:?}");
        let digits = page.digits().await?;
        assert_eq!((digits.len(), &*digits[0].shown), (1, "?"));
        assert_eq!(digits[0].digit, answer.number);
        page.boxes_of(1).await
    })
    .await
}

/// One shape of each family; some few may look like a digit after all.
#[tokio::test]
async fn most_of_what_is_no_digit_is_rejected() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let mut read = Vec::new();
        for family in NONDIGITS {
            let answer = page.judge(&family.drawn(1), Pointer::Mouse).await?;
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
    .await
}

#[tokio::test]
async fn a_number_with_a_rejected_part_stays_readable() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let mut strokes = number("20", 80.0, 92.0).strokes;
        strokes.extend(scribble(2, 80.0, 92.0));
        let six = number("2026", 80.0, 92.0).strokes.pop();
        strokes.extend(six);
        check(
            page,
            &strokes.into_iter().collect(),
            "The 3rd part is not a digit; best guess",
        )
        .await?;
        let digits = page.digits().await?;
        let shown: Vec<&str> = digits.iter().map(|digit| &*digit.shown).collect();
        assert_eq!(shown, ["2", "0", "?", "6"]);
        let name = page.accessible_name(&page.digit(2).await?).await?;
        let guess = &digits[2].digit;
        assert_eq!(
            name,
            format!("part 3 of 4: not a digit, best guess {guess}")
        );
        page.boxes_of(4).await
    })
    .await
}

#[tokio::test]
async fn more_digits_than_a_number_has_are_rejected() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.click("Wider pad").await?;
        page.click("Wider pad").await?;
        // A pad that grows meanwhile would scroll.
        let drawing = number("3141592653589", 64.0, 60.0);
        check(
            page,
            &drawing,
            "These are 13 digits; here a number has up to 12",
        )
        .await?;
        assert_eq!(page.history_of(1).await?, ["3141592653589"]);
        Ok(())
    })
    .await
}
