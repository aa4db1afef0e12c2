//! Drawings for tests, in drawing units.

use recognizer::{Drawing, PAD_SIZE, Stroke};
use synthetic_ink::{Hand, STYLES};

/// Height and pitch of digits of which four have room on the standard pad.
const HEIGHT: f32 = 110.0;
const PITCH: f32 = 92.0;

/// Margin left of the first digit of a number.
const MARGIN: f32 = 20.0;

/// Digit in its most usual style, written by this hand.
pub fn written(digit: u8, hand: &Hand) -> Drawing {
    let style = STYLES.iter().find(|style| style.digit == digit);
    style.expect("every digit has a style").written_by(hand)
}

/// Digit in the middle of the pad.
pub fn digit(digit: u8) -> Drawing {
    written(digit, &Hand::default())
}

/// Number of at most four digits on the middle line of the standard pad.
pub fn number(digits: &str) -> Drawing {
    spaced_number(digits, HEIGHT, PITCH)
}

/// Number on the middle line of the pad; `pitch` is the distance between centers of digits.
pub fn spaced_number(digits: &str, height: f32, pitch: f32) -> Drawing {
    let digits = strokes_by_digit(digits, height, pitch);
    digits.into_iter().flatten().collect()
}

/// Strokes of each digit of a [`spaced_number`].
pub fn strokes_by_digit(digits: &str, height: f32, pitch: f32) -> Vec<Vec<Stroke>> {
    let strokes = |(index, digit): (usize, char)| {
        let hand = Hand {
            center: center(index, height, pitch),
            height,
            ..Hand::default()
        };
        let digit = digit.to_digit(10).expect("a digit");
        written(digit as u8, &hand).strokes
    };
    digits.chars().enumerate().map(strokes).collect()
}

/// Number whose last part is a scribble.
pub fn number_and_scribble(digits: &str, height: f32, pitch: f32) -> Drawing {
    let mut drawing = spaced_number(digits, height, pitch);
    let center = center(digits.len(), height, pitch);
    drawing.strokes.push(scribble_at(center, height));
    drawing
}

/// Scribble that resembles no digit, 300 units high.
pub fn scribble() -> Drawing {
    let height = 300.0;
    Drawing::from_iter([scribble_at(center(0, height, 0.0), height)])
}

fn scribble_at((x, y): (f32, f32), height: f32) -> Stroke {
    let point = |step: u8| {
        let step = f32::from(step);
        let (right, down) = ((step * 0.9).sin(), (step * 1.31).cos());
        (x + 0.36 * height * right, y + 0.48 * height * down)
    };
    (0..120).map(point).collect()
}

/// One stroke through these points.
pub fn stroke(points: &[(f32, f32)]) -> Drawing {
    Drawing::from_iter([points.iter().copied().collect::<Stroke>()])
}

fn center(index: usize, height: f32, pitch: f32) -> (f32, f32) {
    let x = MARGIN + height * 0.4 + index as f32 * pitch;
    (x, PAD_SIZE / 2.0)
}
