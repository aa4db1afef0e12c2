//! Numbers of several digits, whatever the order of their strokes.

use crate::visit::visit;
use anyhow::Result;
use e2e::ink::{digit, number, spaced_number, strokes_by_digit};
use e2e::{Page, Pointer};
use recognizer::{Drawing, Stroke};
use synthetic_ink::{Hand, STYLES};

async fn check(page: &Page, pointer: Pointer, drawing: &Drawing, expected: &str) -> Result<()> {
    let answer = page.read_with(pointer, drawing).await?;
    let strokes = drawing.strokes.len();
    assert_eq!(answer.number_and_strokes(), (expected, strokes));
    let digits = page.digits().await?.into_iter().map(|digit| digit.digit);
    assert_eq!(digits.collect::<String>(), expected);
    Ok(())
}

#[test]
fn a_number_across_the_standard_pad_is_read() -> Result<()> {
    visit(async |page, _| {
        check(page, Pointer::Mouse, &number("2026"), "2026").await?;
        page.clear_canvas().await?;
        let large = spaced_number("73", 200.0, 170.0);
        check(page, Pointer::Touch, &large, "73").await
    })
}

#[test]
fn six_digits_have_room_on_a_widened_pad() -> Result<()> {
    visit(async |page, _| {
        page.widen_pad(2).await?;
        let drawing = spaced_number("314159", 150.0, 140.0);
        check(page, Pointer::Mouse, &drawing, "314159").await
    })
}

#[test]
fn digits_are_read_from_left_to_right_in_any_order_of_writing() -> Result<()> {
    visit(async |page, _| {
        let digits = strokes_by_digit("4057", 110.0, 92.0);
        let order = [2, 0, 3, 1];
        let drawing = order.into_iter().flat_map(|index| digits[index].clone());
        check(page, Pointer::Mouse, &drawing.collect(), "4057").await
    })
}

#[test]
fn strokes_that_are_added_last_belong_to_their_digits() -> Result<()> {
    visit(async |page, _| {
        // Stem of the 4, top of the 5 and bar of the 7 are added after all other strokes.
        let names = ["open", "hat last", "barred"];
        let digits = names.into_iter().enumerate().map(|(index, name)| {
            let style = STYLES.iter().find(|style| style.name == name);
            let hand = Hand {
                center: (70.0 + 120.0 * index as f32, 200.0),
                height: 130.0,
                ..Hand::default()
            };
            style.expect("a style").written_by(&hand).strokes
        });
        let digits: Vec<Vec<Stroke>> = digits.collect();
        let first = digits.iter().map(|strokes| strokes[0].clone());
        let last = digits.iter().map(|strokes| strokes[1].clone());
        let drawing = first.chain(last).collect();
        check(page, Pointer::Mouse, &drawing, "457").await
    })
}

#[test]
fn a_single_digit_is_not_a_button() -> Result<()> {
    visit(async |page, _| {
        check(page, Pointer::Mouse, &digit(4), "4").await?;
        assert_eq!(page.digit(0).await?.tag_name().await?, "b");
        page.wait_for_boxes(0).await
    })
}
