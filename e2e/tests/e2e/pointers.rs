//! Strokes begin and end as the hand does, not as the browser's events happen to.

use crate::ink::{digit, stroke};
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer, cdp, finger};
use fantoccini::actions::Actions;
use recognizer::Point;

/// Leaves the pad on the right and comes back.
const OUT_AND_BACK: &[(f32, f32)] = &[
    (300.0, 100.0),
    (390.0, 150.0),
    (450.0, 200.0),
    (320.0, 300.0),
];

/// Ends outside.
const OUT: &[(f32, f32)] = &[(200.0, 50.0), (210.0, 200.0), (200.0, -40.0)];

/// Asks, and returns how many strokes were read.
async fn strokes(page: &Page) -> Result<usize> {
    page.predict().await?;
    Ok(page.answer_in("ready").await?.strokes)
}

async fn check_border(pointer: Pointer) -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.draw(&stroke(OUT_AND_BACK), pointer).await?;
        assert_eq!(strokes(page).await?, 1);
        page.clear_canvas().await?;
        page.draw(&stroke(OUT), pointer).await?;
        let second = page.read(&digit(1), pointer).await?;
        assert_eq!(second.strokes, 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_stroke_across_the_border_is_one_stroke_of_the_mouse() -> Result<()> {
    check_border(Pointer::Mouse).await
}

#[tokio::test]
async fn a_stroke_across_the_border_is_one_stroke_of_a_finger() -> Result<()> {
    check_border(Pointer::Touch).await
}

#[tokio::test]
async fn a_pen_draws() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let answer = page.read(&digit(4), Pointer::Pen).await?;
        assert_eq!(
            (&*answer.number, answer.strokes),
            ("4", digit(4).strokes.len())
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_canceled_stroke_stays_and_the_next_one_works() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let paths = page.paths(&digit(1)).await?;
        cdp::draw_canceled(page.client(), &paths[0]).await?;
        page.shows_ink().await?;
        let answer = page
            .judge(&stroke(&[(40.0, 380.0), (60.0, 380.0)]), Pointer::Touch)
            .await?;
        assert_eq!(answer.strokes, 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_second_finger_does_not_draw() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let first = page.paths(&digit(7)).await?;
        let second = page
            .paths(&digit(7).map_points(|at| Point::new(at.x + 60.0, at.y)))
            .await?;
        let both = Actions::from(finger("thumb", &first)).and(finger("index finger", &second));
        page.act(both).await?;
        page.predict().await?;
        let answer = page.answer_in("ready").await?;
        assert_eq!((&*answer.number, answer.strokes), ("7", 1));
        Ok(())
    })
    .await
}
