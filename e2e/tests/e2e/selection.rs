//! Selection of a digit of a number, which shows its model input and probabilities.

use crate::visit::visit;
use anyhow::Result;
use e2e::Page;
use e2e::ink::{number, number_and_scribble};
use fantoccini::key::Key;

/// Index of the largest of the ten probabilities that are shown.
async fn most_probable(page: &Page) -> Result<Option<usize>> {
    let probabilities = page.probabilities().await?;
    Ok((0..10).max_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b])))
}

/// Asserts that the digit at this index is selected and that its probabilities are shown.
async fn expect_selected(page: &Page, index: usize, digit: usize) -> Result<()> {
    assert_eq!(page.selected_digits().await?, [index]);
    assert_eq!(most_probable(page).await?, Some(digit));
    Ok(())
}

async fn read_305(page: &Page) -> Result<()> {
    page.draw(&number("305")).await?;
    page.predict_expecting("305").await?;
    Ok(())
}

#[test]
fn the_first_digit_is_selected_until_the_user_selects_another() -> Result<()> {
    visit(async |page, _| {
        read_305(page).await?;
        expect_selected(page, 0, 3).await?;
        let first = page.model_input().await?;
        page.select_digit(2).await?;
        expect_selected(page, 2, 5).await?;
        assert_ne!(first, page.model_input().await?);
        assert_eq!(page.answer().await?.number, "305");
        Ok(())
    })
}

#[test]
fn digits_are_selected_by_keyboard() -> Result<()> {
    visit(async |page, _| {
        read_305(page).await?;
        page.focus(&page.digit(1).await?).await?;
        for (key, selected) in [(Key::Enter, 1), (Key::Right, 2), (Key::Right, 2)] {
            page.press(key).await?;
            assert_eq!(page.selected_digits().await?, [selected]);
        }
        page.press(Key::Left).await?;
        expect_selected(page, 1, 0).await?;
        // Enter selected a digit and did not predict again.
        assert_eq!(page.history().await?, ["305"]);
        Ok(())
    })
}

#[test]
fn a_rejected_part_is_selected_first() -> Result<()> {
    visit(async |page, _| {
        page.judge(&number_and_scribble("30", 90.0, 110.0)).await?;
        assert_eq!(page.selected_digits().await?, [2]);
        page.select_digit(0).await?;
        expect_selected(page, 0, 3).await
    })
}

#[test]
fn accessible_names_of_digits_have_place_value_and_confidence() -> Result<()> {
    visit(async |page, _| {
        read_305(page).await?;
        let digit = page.digit(1).await?;
        assert_eq!(page.accessible_role(&digit).await?, "button");
        let name = page.accessible_name(&digit).await?;
        assert!(name.starts_with("digit 2 of 3: 0, "), "{name}");
        assert!(name.ends_with("% sure"), "{name}");
        for digit in page.digits().await? {
            let confidence: f64 = digit.confidence.parse()?;
            assert!((0.0..=1.0).contains(&confidence), "{digit:?}");
        }
        Ok(())
    })
}
