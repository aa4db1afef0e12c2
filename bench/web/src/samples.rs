//! Drawings that all contestants read, with the recognizer's predictions.

use anyhow::{Context, Result};
use digits_net::CompiledClassifier;
use recognizer::{DigitImage, Drawing, PAD_SIZE, classify_one, preprocess, recognize};
use synthetic_ink::{Hand, STYLES};

/// Number of drawings.
const COUNT: usize = 200;

/// Drawing of a digit, and the recognizer's prediction.
pub(crate) struct Sample {
    /// True digit.
    pub(crate) label: u8,
    pub(crate) drawing: Drawing,
    /// Network input of the drawing.
    pub(crate) image: DigitImage,
    /// Predicted digit of the image.
    pub(crate) digit: u8,
    /// Predicted probabilities of the digits 0 to 9.
    pub(crate) probabilities: [f32; 10],
    /// Number read in the whole drawing.
    pub(crate) number: String,
}

/// Draws samples in all styles by hands that differ in slant, width, size and steadiness; the first
/// hand is steady and upright.
pub(crate) fn samples() -> Result<Vec<Sample>> {
    let classifier = CompiledClassifier::new();
    let sample = |(seed, style): (usize, &synthetic_ink::Style)| {
        let drawing = style.written_by(&hand(seed));
        let image = preprocess(&drawing).context("a style has ink")?;
        let prediction = classify_one(&classifier, &image)?;
        let number = recognize(&classifier, &drawing)?.context("a style has ink")?;
        Ok(Sample {
            label: style.digit,
            drawing,
            image,
            digit: prediction.top1(),
            probabilities: *prediction.probabilities(),
            number: number.to_string(),
        })
    };
    let styles = STYLES.iter().cycle().enumerate().take(COUNT);
    styles.map(sample).collect()
}

fn hand(seed: usize) -> Hand {
    // Periods coprime to the number of styles: every style meets every value.
    let cycle = |period: usize| (seed % period) as f32 / (period - 1) as f32;
    if seed == 0 {
        return Hand::default();
    }
    Hand {
        height: PAD_SIZE * (0.4 + 0.4 * cycle(7)),
        stretch: 0.85 + 0.3 * cycle(11),
        slant: 0.25 * cycle(13) - 0.05,
        shake: 0.012 * cycle(3),
        seed: seed as u32,
        ..Hand::default()
    }
}

/// Number of digits that equal their label.
pub(crate) fn count_right(digits: &[u8], samples: &[Sample]) -> usize {
    let pairs = digits.iter().zip(samples);
    let right = pairs.filter(|(digit, sample)| **digit == sample.label);
    right.count()
}

/// Number of digits that differ from the recognizer's; a missing one counts as different.
pub(crate) fn count_different(digits: &[u8], samples: &[Sample]) -> usize {
    let pairs = digits.iter().zip(samples);
    let same = pairs.filter(|(digit, sample)| **digit == sample.digit);
    digits.len().max(samples.len()) - same.count()
}

#[cfg(test)]
mod tests {
    use super::{count_different, count_right, samples};
    use anyhow::Result;

    #[test]
    fn the_samples_have_all_digits_and_the_recognizer_reads_them() -> Result<()> {
        let samples = samples()?;
        for digit in 0..10 {
            assert!(
                samples.iter().any(|sample| sample.label == digit),
                "{digit}"
            );
        }
        let digits: Vec<u8> = samples.iter().map(|sample| sample.digit).collect();
        assert!(count_right(&digits, &samples) >= 190);
        assert_eq!(count_different(&digits, &samples), 0);
        assert_eq!(count_different(&digits[1..], &samples[1..]), 0);
        assert_eq!(count_different(&[], &samples), samples.len());
        let mut wrong = digits;
        wrong[3] = (wrong[3] + 1) % 10;
        assert_eq!(count_different(&wrong, &samples), 1);
        Ok(())
    }
}
