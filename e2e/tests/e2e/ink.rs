use recognizer::{Drawing, PAD_SIZE, Stroke};
use synthetic_ink::{Hand, STYLES};

/// The digit as this hand writes it, in its most usual style.
pub(crate) fn written(digit: u8, hand: &Hand) -> Drawing {
    let style = STYLES.iter().find(|style| style.digit == digit);
    style.expect("every digit has a style").written_by(hand)
}

/// The digit in the middle of the pad.
pub(crate) fn digit(digit: u8) -> Drawing {
    written(digit, &Hand::default())
}

/// The number, its digits in a row on the middle line of the pad, each `pitch` after the other.
pub(crate) fn number(digits: &str, height: f32, pitch: f32) -> Drawing {
    digits_of(digits, height, pitch)
        .into_iter()
        .flatten()
        .collect()
}

/// The same, digit by digit.
pub(crate) fn digits_of(digits: &str, height: f32, pitch: f32) -> Vec<Vec<Stroke>> {
    let digit = |(place, digit): (usize, char)| {
        let hand = Hand {
            center: (20.0 + height * 0.4 + place as f32 * pitch, PAD_SIZE / 2.0),
            height,
            ..Hand::default()
        };
        let digit = digit.to_digit(10).expect("a digit");
        written(digit as u8, &hand).strokes
    };
    digits.chars().enumerate().map(digit).collect()
}

/// Something that no digit looks like, as large and at the place of a digit of a number.
pub(crate) fn scribble(place: usize, height: f32, pitch: f32) -> Vec<Stroke> {
    let center = (20.0 + height * 0.4 + place as f32 * pitch, PAD_SIZE / 2.0);
    let point = |step: u8| {
        let step = f32::from(step);
        let (x, y) = ((step * 0.9).sin(), (step * 1.31).cos());
        (center.0 + 0.36 * height * x, center.1 + 0.48 * height * y)
    };
    vec![(0..120).map(point).collect()]
}

/// One stroke through these points.
pub(crate) fn stroke(points: &[(f32, f32)]) -> Drawing {
    [points.iter().copied().collect::<Stroke>()]
        .into_iter()
        .collect()
}
