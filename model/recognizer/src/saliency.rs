//! Which pixels speak for an answer, by occlusion (Zeiler and Fergus, 2014).

use std::ops::RangeInclusive;

use crate::{Classifier, ClassifyError, DigitImage, Prediction, classify_one};

/// What each pixel contributes to an answer, row by row: above 0 it speaks for it, below 0 against.
///
/// The unit is that of log odds: at 1 they fall by 1 when the ink around the pixel is erased.
pub type Saliency = Vec<f32>;

/// Side of the square that erases ink, in pixels: twice as wide as a stroke, which it interrupts.
const PATCH: usize = 5;

/// Keeps the logarithm of a probability finite that is too small for its type.
const LEAST: f32 = f32::MIN_POSITIVE;

/// What each pixel of an image says to its being this digit.
///
/// A square of paper covers the image at every place in turn. A pixel's part is by how much the
/// digit's log odds fall, on the average of all squares that cover it. Gray in place of paper would
/// cover what paper says too; but the network knows no gray squares, and says about them what it
/// likes.
///
/// # Errors
/// As [`Classifier::classify`].
pub fn saliency(
    classifier: &impl Classifier,
    image: &DigitImage,
    digit: u8,
) -> Result<Saliency, ClassifyError> {
    let whole = log_odds(&classify_one(classifier, image)?, digit);
    let mut sums = vec![0.0; DigitImage::PIXELS];
    let mut counts = sums.clone();
    for top in places() {
        let squares: Vec<_> = places().map(|left| square(left, top)).collect();
        let erased: Vec<_> = squares.iter().map(|square| erase(image, square)).collect();
        let predictions = classifier.classify(&erased)?;
        for (square, prediction) in squares.iter().zip(&predictions) {
            let fall = whole - log_odds(prediction, digit);
            for &index in square {
                sums[index] += fall;
                counts[index] += 1.0;
            }
        }
    }
    let parts = sums.iter().zip(counts);
    Ok(parts.map(|(sum, count)| sum / count).collect())
}

/// Where the square begins, on either axis.
fn places() -> RangeInclusive<usize> {
    0..=DigitImage::SIDE - PATCH
}

/// The pixels of the square at this place.
fn square(left: usize, top: usize) -> Vec<usize> {
    let rows = top..top + PATCH;
    let row = |y: usize| (left..left + PATCH).map(move |x| y * DigitImage::SIDE + x);
    rows.flat_map(row).collect()
}

fn erase(image: &DigitImage, square: &[usize]) -> DigitImage {
    let mut pixels = *image.pixels();
    square.iter().for_each(|&index| pixels[index] = 0);
    DigitImage::new(pixels)
}

/// Odds rather than the probability, which near 1 hides how sure the network is.
fn log_odds(prediction: &Prediction, digit: u8) -> f32 {
    let shares = prediction.probabilities().iter().zip(0..);
    let (this, others): (Vec<_>, Vec<_>) = shares.partition(|&(_, other)| other == digit);
    let logarithm = |shares: Vec<(&f32, u8)>| {
        let sum: f32 = shares.iter().map(|(share, _)| *share).sum();
        sum.max(LEAST).ln()
    };
    logarithm(this) - logarithm(others)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A network that sees nothing but one pixel: ink there makes a 3 likely.
    struct OnePixel(usize);

    impl Classifier for OnePixel {
        fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
            let logits = |image: &DigitImage| {
                let mut logits = [0.0; 10];
                logits[3] = f32::from(image.pixels()[self.0]) / 255.0;
                Prediction::from_outputs(logits, -1.0)
            };
            Ok(images.iter().filter_map(logits).collect())
        }
    }

    #[test]
    fn only_what_is_erased_with_the_ink_that_counts_says_anything() {
        let counts = 10 * DigitImage::SIDE + 12;
        let mut ink = [0; DigitImage::PIXELS];
        (ink[counts], ink[0]) = (255, 255);
        let image = DigitImage::new(ink);
        for (digit, sign) in [(3, 1.0), (4, -1.0)] {
            let saliency = saliency(&OnePixel(counts), &image, digit).expect("it answers");
            let largest = sign * saliency[counts];
            assert!(largest > 0.0, "{digit}");
            for (index, part) in saliency.iter().enumerate() {
                let (y, x) = (index / DigitImage::SIDE, index % DigitImage::SIDE);
                let is_near = y.abs_diff(10) < PATCH && x.abs_diff(12) < PATCH;
                assert_eq!(*part != 0.0, is_near, "{x} {y}");
                assert!(sign * part <= largest + 1e-6, "{x} {y}");
            }
        }
    }

    #[test]
    fn a_blank_image_says_nothing() {
        let blank = DigitImage::new([0; DigitImage::PIXELS]);
        let saliency = saliency(&OnePixel(0), &blank, 3).expect("it answers");
        assert_eq!(saliency, [0.0; DigitImage::PIXELS]);
    }

    #[test]
    fn odds_tell_apart_what_a_share_near_1_does_not() {
        let log_odds = |logit: f32| {
            let mut logits = [0.0; 10];
            logits[7] = logit;
            let prediction = Prediction::from_outputs(logits, 0.0).expect("finite");
            (prediction.confidence(), log_odds(&prediction, 7))
        };
        let ((sure, odds), (surer, better)) = (log_odds(30.0), log_odds(40.0));
        assert_eq!(sure, surer);
        assert!((better - odds - 10.0).abs() < 1e-3, "{odds} {better}");
        assert!(log_odds(1000.0).1.is_finite());
    }
}
