//! Names, roles and announcements for assistive technology.

use crate::assertions::assert_contains;
use crate::visit::visit;
use anyhow::Result;
use fantoccini::Locator;

#[test]
fn the_probabilities_are_a_table() -> Result<()> {
    visit(async |page, _| {
        let answer = page.read_digit(6).await?;
        let probabilities = page.probabilities().await?;
        assert_eq!(probabilities.len(), 10);
        let sum: f64 = probabilities.iter().sum();
        assert!((sum - 1.0).abs() < 1e-3, "{sum}");
        let largest = (0..10).max_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b]));
        assert_eq!(largest.map(|digit| digit.to_string()), Some(answer.number));
        Ok(())
    })
}

#[test]
fn accessible_names_of_buttons_are_their_labels() -> Result<()> {
    visit(async |page, _| {
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
}

#[test]
fn the_answer_is_announced() -> Result<()> {
    visit(async |page, _| {
        let answer = page.wait_for("[data-testid=answer]").await?;
        assert_eq!(page.accessible_role(&answer).await?, "status");
        let text = page.read_digit(6).await?.text;
        assert_contains(&text, "six");
        assert_contains(&text, "sure");
        Ok(())
    })
}
