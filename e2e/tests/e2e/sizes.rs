//! Digits are read at any place and size.

use crate::visit::visit;
use anyhow::Result;
use e2e::ink::written;
use synthetic_ink::Hand;

fn check(hand: &Hand) -> Result<()> {
    visit(async |page, _| {
        for digit in 0..10 {
            let answer = page.read(&written(digit, hand)).await?;
            assert_eq!(answer.number, digit.to_string());
            page.clear_canvas().await?;
        }
        let newest_first = ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"];
        assert_eq!(page.history().await?, newest_first);
        assert_eq!(page.sequence().await?, "0 1 2 3 4 5 6 7 8 9");
        Ok(())
    })
}

#[test]
fn small_digits_in_a_corner_are_read() -> Result<()> {
    check(&Hand {
        center: (45.0, 45.0),
        height: 70.0,
        ..Hand::default()
    })
}

#[test]
fn digits_as_large_as_the_pad_are_read() -> Result<()> {
    check(&Hand {
        height: 380.0,
        ..Hand::default()
    })
}
