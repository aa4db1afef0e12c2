//! Strokes of mouse, finger and pen, however the browser ends their events.

use crate::visit::visit;
use anyhow::Result;
use e2e::ink::{digit, stroke};
use e2e::{Page, Pointer, cdp, finger};
use fantoccini::actions::Actions;
use recognizer::Point;

/// Leaves the pad on the right and returns.
const OUT_AND_BACK: &[(f32, f32)] = &[
    (300.0, 100.0),
    (390.0, 150.0),
    (450.0, 200.0),
    (320.0, 300.0),
];

/// Ends outside of the pad.
const OUT: &[(f32, f32)] = &[(200.0, 50.0), (210.0, 200.0), (200.0, -40.0)];

/// Asserts that strokes across the border of the pad are whole.
fn check_border(pointer: Pointer) -> Result<()> {
    visit(async |page: &Page, _| {
        let answer = page.read_with(pointer, &stroke(OUT_AND_BACK)).await?;
        assert_eq!(answer.strokes, 1);
        page.clear_canvas().await?;
        page.draw_with(pointer, &stroke(OUT)).await?;
        let answer = page.read_with(pointer, &digit(1)).await?;
        assert_eq!(answer.strokes, 2);
        Ok(())
    })
}

#[test]
fn a_mouse_stroke_across_the_border_is_one_stroke() -> Result<()> {
    check_border(Pointer::Mouse)
}

#[test]
fn a_finger_stroke_across_the_border_is_one_stroke() -> Result<()> {
    check_border(Pointer::Touch)
}

#[test]
fn a_pen_draws() -> Result<()> {
    visit(async |page, _| {
        let drawing = digit(4);
        let answer = page.read_with(Pointer::Pen, &drawing).await?;
        let strokes = drawing.strokes.len();
        assert_eq!(answer.number_and_strokes(), ("4", strokes));
        Ok(())
    })
}

#[test]
fn a_canceled_stroke_stays_and_the_next_one_works() -> Result<()> {
    visit(async |page, _| {
        let paths = page.paths(&digit(1)).await?;
        cdp::draw_canceled(page.client(), &paths[0]).await?;
        page.wait_for_ink().await?;
        let dash = stroke(&[(40.0, 380.0), (60.0, 380.0)]);
        let answer = page.judge_with(Pointer::Touch, &dash).await?;
        assert_eq!(answer.strokes, 2);
        Ok(())
    })
}

#[test]
fn a_second_finger_does_not_draw() -> Result<()> {
    visit(async |page, _| {
        let shifted = digit(7).map_points(|at| Point::new(at.x + 60.0, at.y));
        let first = page.paths(&digit(7)).await?;
        let second = page.paths(&shifted).await?;
        let both = Actions::from(finger("thumb", &first)).and(finger("index finger", &second));
        page.perform(both).await?;
        let answer = page.predict_expecting("7").await?;
        assert_eq!(answer.strokes, 1);
        Ok(())
    })
}
