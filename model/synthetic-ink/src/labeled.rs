use recognizer::{Drawing, PAD_SIZE};

use crate::random::Random;
use crate::{Hand, STYLES, Style};

/// Draws the digit number `seed` of a test set for any model; returns its label and the drawing, in
/// drawing units on the standard pad.
///
/// Labels cycle through 0 to 9.
pub fn labeled(seed: u64) -> (u8, Drawing) {
    let digit = (seed % 10) as u8;
    let mut random = Random::new("labeled digit", seed);
    let styles: Vec<&Style> = STYLES.iter().filter(|style| style.digit == digit).collect();
    let hand = Hand {
        height: PAD_SIZE * random.between(0.3..0.8),
        stretch: random.between(0.8..1.3),
        slant: random.between(-0.15..0.35),
        shake: random.between(0.0..0.025),
        seed: random.count(0..=1000) as u32,
        ..Hand::default()
    };
    (digit, random.one_of(&styles).written_by(&hand))
}
