//! Who does not see the page hears it.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::Pointer;
use fantoccini::Locator;

#[tokio::test]
async fn the_probabilities_are_a_table() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let answer = page.read(&digit(6), Pointer::Mouse).await?;
        let probabilities = page.probabilities().await?;
        assert_eq!(probabilities.len(), 10);
        let sum: f64 = probabilities.iter().sum();
        assert!((sum - 1.0).abs() < 1e-3, "{sum}");
        let largest = (0..10).max_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b]));
        assert_eq!(largest.map(|digit| digit.to_string()), Some(answer.number));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn buttons_are_called_what_they_say() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let buttons = page.client().find_all(Locator::Css("button")).await?;
        let mut names = Vec::new();
        for button in &buttons {
            if button.is_displayed().await? {
                names.push(page.accessible_name(button).await?);
            }
        }
        let expected = [
            "Undo stroke",
            "Redo stroke",
            "Eraser",
            "Pen and guesses",
            "Wider pad",
            "Predict",
            "Clear canvas",
            "Camera",
            "Pixel grid",
        ];
        assert_eq!(names, expected);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_answer_is_announced() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let answer = page.wait_for("[data-testid=answer]").await?;
        assert_eq!(page.accessible_role(&answer).await?, "status");
        let text = page.read(&digit(6), Pointer::Mouse).await?.text;
        assert!(text.contains("six") && text.contains("sure"), "{text}");
        Ok(())
    })
    .await
}
