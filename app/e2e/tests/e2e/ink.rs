use recognizer::{Drawing, Stroke};
use scribe::{Hand, STYLES};

/// The digit as this hand writes it, in its most usual style.
pub(crate) fn written(digit: u8, hand: &Hand) -> Drawing {
    let style = STYLES.iter().find(|style| style.digit == digit);
    style.expect("every digit has a style").written_by(hand)
}

/// The digit in the middle of the pad.
pub(crate) fn digit(digit: u8) -> Drawing {
    written(digit, &Hand::default())
}

/// One stroke through these points.
pub(crate) fn stroke(points: &[(f32, f32)]) -> Drawing {
    [points.iter().copied().collect::<Stroke>()]
        .into_iter()
        .collect()
}
