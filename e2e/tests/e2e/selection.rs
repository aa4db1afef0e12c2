//! Each digit of a number can be looked at: its pixels and its probabilities.

use crate::ink::{number, scribble};
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};
use fantoccini::key::Key;
use recognizer::Drawing;

/// What is shown of the digit that is looked at: its pixels, and the most probable digit.
async fn shown(page: &Page) -> Result<(Vec<u8>, Option<usize>)> {
    let probabilities = page.probabilities().await?;
    let best = (0..10).max_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b]));
    Ok((page.model_input().await?, best))
}

async fn open_and_read(page: &Page) -> Result<()> {
    page.open().await?;
    let answer = page
        .read(&number("305", 120.0, 110.0), Pointer::Mouse)
        .await?;
    assert_eq!(answer.number, "305");
    Ok(())
}

#[tokio::test]
async fn the_first_digit_is_shown_until_another_is_selected() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page).await?;
        assert_eq!(page.selected().await?, [0]);
        let (first, best) = shown(page).await?;
        assert_eq!(best, Some(3));
        page.digit(2).await?.click().await?;
        assert_eq!(page.selected().await?, [2]);
        let (third, best) = shown(page).await?;
        assert_eq!(best, Some(5));
        assert_ne!(first, third);
        assert_eq!(page.answer().await?.number, "305");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn digits_are_selected_by_keyboard() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page).await?;
        page.focus(&page.digit(1).await?).await?;
        page.press(Key::Enter).await?;
        assert_eq!(page.selected().await?, [1]);
        page.press(Key::Right).await?;
        assert_eq!(page.selected().await?, [2]);
        page.press(Key::Right).await?;
        assert_eq!(page.selected().await?, [2]);
        page.press(Key::Left).await?;
        assert_eq!(
            (page.selected().await?, shown(page).await?.1),
            (vec![1], Some(0))
        );
        // Enter chose a digit; it did not ask again.
        assert_eq!(page.history().await?, ["305"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_rejected_part_is_shown_first() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let mut strokes = number("30", 90.0, 110.0).strokes;
        strokes.extend(scribble(2, 90.0, 110.0));
        page.judge(&Drawing::from_iter(strokes), Pointer::Mouse)
            .await?;
        assert_eq!(page.selected().await?, [2]);
        page.digit(0).await?.click().await?;
        assert_eq!(
            (page.selected().await?, shown(page).await?.1),
            (vec![0], Some(3))
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn digits_are_called_by_place_value_and_confidence() -> Result<()> {
    visit(async |page, _| {
        open_and_read(page).await?;
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
    .await
}
