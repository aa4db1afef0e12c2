//! Whole numbers are read, however their strokes came about.

use crate::ink::{digits_of, number, written};
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};
use recognizer::{Drawing, Stroke};
use synthetic_ink::{Hand, STYLES};

async fn check(page: &Page, drawing: &Drawing, expected: &str, pointer: Pointer) -> Result<()> {
    let answer = page.read(drawing, pointer).await?;
    assert_eq!(answer.number, expected);
    assert_eq!(answer.strokes, drawing.strokes.len());
    let digits = page.digits().await?.into_iter().map(|digit| digit.digit);
    assert_eq!(digits.collect::<String>(), expected);
    Ok(())
}

#[tokio::test]
async fn a_number_across_the_standard_pad_is_read() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        check(page, &number("2026", 110.0, 92.0), "2026", Pointer::Mouse).await?;
        page.clear_canvas().await?;
        check(page, &number("73", 200.0, 170.0), "73", Pointer::Touch).await
    })
    .await
}

#[tokio::test]
async fn six_digits_have_room_on_a_widened_pad() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.click("Wider pad").await?;
        page.click("Wider pad").await?;
        check(
            page,
            &number("314159", 150.0, 140.0),
            "314159",
            Pointer::Mouse,
        )
        .await
    })
    .await
}

#[tokio::test]
async fn digits_are_read_from_left_to_right_in_whatever_order_they_are_written() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let digits = digits_of("4057", 110.0, 92.0);
        let order = [2, 0, 3, 1];
        let drawing = order.into_iter().flat_map(|place| digits[place].clone());
        check(page, &drawing.collect(), "4057", Pointer::Mouse).await
    })
    .await
}

#[tokio::test]
async fn strokes_that_are_added_last_belong_to_their_digits() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        // The stem of the 4, the hat of the 5 and the bar of the 7 come after everything else.
        let names = ["open", "hat last", "barred"];
        let digits = names.into_iter().enumerate().map(|(place, name)| {
            let style = STYLES.iter().find(|style| style.name == name);
            let hand = Hand {
                center: (70.0 + 120.0 * place as f32, 200.0),
                height: 130.0,
                ..Hand::default()
            };
            style.expect("a style").written_by(&hand).strokes
        });
        let digits: Vec<Vec<Stroke>> = digits.collect();
        let first = digits.iter().map(|strokes| strokes[0].clone());
        let last = digits.iter().map(|strokes| strokes[1].clone());
        check(page, &first.chain(last).collect(), "457", Pointer::Mouse).await
    })
    .await
}

#[tokio::test]
async fn a_single_digit_is_no_button() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        check(page, &written(4, &Hand::default()), "4", Pointer::Mouse).await?;
        assert_eq!(page.digit(0).await?.tag_name().await?, "b");
        page.boxes_of(0).await
    })
    .await
}
