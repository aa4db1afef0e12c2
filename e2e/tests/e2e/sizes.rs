//! Digits are read wherever they stand and however large they are.

use crate::ink::written;
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};
use synthetic_ink::Hand;

async fn check(page: &Page, hand: &Hand) -> Result<()> {
    page.open().await?;
    for digit in 0..10 {
        let answer = page.read(&written(digit, hand), Pointer::Mouse).await?;
        assert_eq!(answer.number, digit.to_string());
        page.clear_canvas().await?;
    }
    let newest_first = ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"];
    assert_eq!(page.history().await?, newest_first);
    assert_eq!(page.sequence().await?, "0 1 2 3 4 5 6 7 8 9");
    Ok(())
}

#[tokio::test]
async fn small_digits_in_a_corner_are_read() -> Result<()> {
    let hand = Hand {
        center: (45.0, 45.0),
        height: 70.0,
        ..Hand::default()
    };
    visit(async |page, _| check(page, &hand).await).await
}

#[tokio::test]
async fn digits_as_large_as_the_pad_are_read() -> Result<()> {
    let hand = Hand {
        height: 380.0,
        ..Hand::default()
    };
    visit(async |page, _| check(page, &hand).await).await
}
