//! The drawings that everybody reads.

use anyhow::{Context, Result};
use digits_net::CompiledClassifier;
use recognizer::{DigitImage, Drawing, PAD_SIZE, classify_one, preprocess, recognize};
use synthetic_ink::{Hand, STYLES};

/// As many drawings.
const COUNT: usize = 200;

/// A digit that somebody drew.
pub(crate) struct Drawn {
    /// What was meant.
    pub(crate) label: u8,
    pub(crate) drawing: Drawing,
    /// What a network sees of it.
    pub(crate) image: DigitImage,
    /// What the recognizer says.
    pub(crate) digit: u8,
    /// What it says about each digit.
    pub(crate) probabilities: [f32; 10],
    /// What it reads in the drawing as a whole.
    pub(crate) number: String,
}

/// Drawings in all styles by hands that differ in slant, width, size and steadiness; the first is
/// calm and upright.
pub(crate) fn drawings() -> Result<Vec<Drawn>> {
    let classifier = CompiledClassifier::new();
    let drawn = |(seed, style): (usize, &synthetic_ink::Style)| {
        let drawing = style.written_by(&hand(seed));
        let image = preprocess(&drawing).context("a style has ink")?;
        let prediction = classify_one(&classifier, &image)?;
        let number = recognize(&classifier, &drawing)?.context("a style has ink")?;
        Ok(Drawn {
            label: style.digit,
            drawing,
            image,
            digit: prediction.top1(),
            probabilities: *prediction.probabilities(),
            number: number.to_string(),
        })
    };
    let styles = STYLES.iter().cycle().enumerate().take(COUNT);
    styles.map(drawn).collect()
}

fn hand(seed: usize) -> Hand {
    // Steps that have no common divisor with the number of styles: every style meets every hand.
    let turn = |steps: usize| (seed % steps) as f32 / (steps - 1) as f32;
    if seed == 0 {
        return Hand::default();
    }
    Hand {
        height: PAD_SIZE * (0.4 + 0.4 * turn(7)),
        stretch: 0.85 + 0.3 * turn(11),
        slant: 0.25 * turn(13) - 0.05,
        shake: 0.012 * turn(3),
        seed: seed as u32,
        ..Hand::default()
    }
}

/// How many of these are what was meant.
pub(crate) fn right(digits: &[u8], drawings: &[Drawn]) -> usize {
    let pairs = digits.iter().zip(drawings);
    pairs
        .filter(|(digit, drawn)| **digit == drawn.label)
        .count()
}

/// How many of these are other digits than the recognizer's; one that is missing is another.
pub(crate) fn different(digits: &[u8], drawings: &[Drawn]) -> usize {
    let pairs = digits.iter().zip(drawings);
    let same = pairs
        .filter(|(digit, drawn)| **digit == drawn.digit)
        .count();
    digits.len().max(drawings.len()) - same
}

#[cfg(test)]
mod tests {
    use super::{different, drawings, right};
    use anyhow::Result;

    #[test]
    fn the_drawings_are_all_digits_and_the_recognizer_reads_them() -> Result<()> {
        let drawings = drawings()?;
        for digit in 0..10 {
            assert!(drawings.iter().any(|drawn| drawn.label == digit), "{digit}");
        }
        let digits: Vec<u8> = drawings.iter().map(|drawn| drawn.digit).collect();
        assert!(right(&digits, &drawings) >= 190);
        assert_eq!(different(&digits, &drawings), 0);
        assert_eq!(different(&digits[1..], &drawings[1..]), 0);
        assert_eq!(different(&[], &drawings), drawings.len());
        let mut wrong = digits;
        wrong[3] = (wrong[3] + 1) % 10;
        assert_eq!(different(&wrong, &drawings), 1);
        Ok(())
    }
}
