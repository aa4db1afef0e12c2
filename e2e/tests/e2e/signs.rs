//! Signs among digits, and several rows: no whole number.

use crate::visit::visit;
use anyhow::Result;
use e2e::ink::{digit, spaced_number, stroke};
use fantoccini::Locator;
use recognizer::{Drawing, Point};

#[test]
fn a_tap_between_digits_is_a_point() -> Result<()> {
    visit(async |page, _| {
        let mut drawing = spaced_number("314", 110.0, 110.0);
        let gap = |p: Point| Point::new(p.x + if p.x > 100.0 { 40.0 } else { 0.0 }, p.y);
        drawing = drawing.map_points(gap);
        drawing.strokes.extend(stroke(&[(122.0, 253.0)]).strokes);
        page.draw(&drawing).await?;
        page.predict().await?;
        let answer = page.wait_for_answer("rejected").await?;
        assert_eq!(answer.number, "3.14");
        assert!(answer.text.contains("I see 3 . 1 4"), "{answer:?}");
        let digits = page.digits().await?.into_iter().map(|digit| digit.shown);
        assert_eq!(digits.collect::<String>(), "314");
        Ok(())
    })
}

#[test]
fn each_of_two_rows_can_be_chosen() -> Result<()> {
    visit(async |page, _| {
        let row = |digits, down: f32| {
            let line = spaced_number(digits, 110.0, 110.0);
            line.map_points(|p| Point::new(p.x + 40.0, p.y + down))
        };
        let rows = [row("12", -80.0), row("34", 80.0)];
        let drawing: Drawing = rows.into_iter().flat_map(|row| row.strokes).collect();
        page.draw(&drawing).await?;
        page.predict().await?;
        let answer = page.wait_for_answer("rejected").await?;
        assert_eq!(answer.number, "12 34");
        let mut rows = page
            .client()
            .find_all(Locator::Css("[data-testid=row]"))
            .await?;
        assert_eq!(rows[1].text().await?, "Row 2: 34");
        rows.swap_remove(1).click().await?;
        page.expect_number("34").await?;
        page.clear_canvas().await?;
        page.read_with(e2e::Pointer::Mouse, &digit(7)).await?;
        assert!(
            page.client()
                .find_all(Locator::Css("[data-testid=row]"))
                .await?
                .is_empty()
        );
        Ok(())
    })
}
