//! Occlusion saliency: which pixels support a classification (Zeiler and Fergus, 2014).

use std::ops::RangeInclusive;

use crate::{Classifier, ClassifyError, DigitImage, Prediction, classify_one};

/// Contribution of each of the 784 pixels to a digit, row by row: positive values support it, negative
/// ones contradict it.
///
/// In log odds (natural logarithm): 1 means that they fall by 1 when ink around the pixel is erased.
pub type Saliency = Vec<f32>;

/// Side of the erasing square, in pixels: about twice the width of a stroke, so that it interrupts one.
const PATCH: usize = 5;

/// Lower clamp of probabilities, to keep their logarithm finite.
const MIN_PROBABILITY: f32 = f32::MIN_POSITIVE;

/// Occlusion saliency of an image for `digit` (0 to 9): 784 values in log odds, row by row.
///
/// A 5×5 square of background is placed at each of the 24×24 positions. The value of a pixel is the drop
/// of the digit's log odds, averaged over all squares that cover the pixel; it is 0 where nothing is
/// erased. Gray squares would also measure the effect of background, but they are outside of the
/// network's training distribution. Classifies 577 images.
///
/// # Errors
/// As [`Classifier::classify`].
///
/// ```
/// use recognizer::{Classifier, ClassifyError, DigitImage, Outputs, Prediction, saliency};
///
/// /// Classifies every image as a 4.
/// struct Fours;
///
/// impl Classifier for Fours {
///     fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
///         let mut logits = [0.0; 10];
///         logits[4] = 1.0;
///         let outputs = Outputs { logits, rejection: -1.0 };
///         images.iter().map(|_| outputs.prediction()).collect()
///     }
/// }
///
/// let image = DigitImage::new([255; DigitImage::PIXELS]);
/// let saliency = saliency(&Fours, &image, 4)?;
/// assert_eq!(saliency, [0.0; DigitImage::PIXELS]);
/// # Ok::<(), ClassifyError>(())
/// ```
pub fn saliency(
    classifier: &impl Classifier,
    image: &DigitImage,
    digit: u8,
) -> Result<Saliency, ClassifyError> {
    let full = log_odds(&classify_one(classifier, image)?, digit);
    let mut sums = vec![0.0; DigitImage::PIXELS];
    let mut counts = sums.clone();
    for top in positions() {
        let squares: Vec<_> = positions().map(|left| square(left, top)).collect();
        let erased: Vec<_> = squares.iter().map(|square| erase(image, square)).collect();
        let predictions = classifier.classify(&erased)?;
        for (square, prediction) in squares.iter().zip(&predictions) {
            let drop = full - log_odds(prediction, digit);
            for &index in square {
                sums[index] += drop;
                counts[index] += 1.0;
            }
        }
    }
    let totals = sums.iter().zip(counts);
    Ok(totals.map(|(sum, count)| sum / count).collect())
}

/// Offsets of the square along one axis.
fn positions() -> RangeInclusive<usize> {
    0..=DigitImage::SIDE - PATCH
}

/// Indices of the square's pixels.
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

/// Log odds of a digit: unlike probabilities, they do not saturate near 1.
fn log_odds(prediction: &Prediction, digit: u8) -> f32 {
    let probabilities = prediction.probabilities().iter().zip(0..);
    let (this, others): (Vec<_>, Vec<_>) = probabilities.partition(|&(_, other)| other == digit);
    let logarithm = |probabilities: Vec<(&f32, u8)>| {
        let sum: f32 = probabilities.iter().map(|(value, _)| *value).sum();
        sum.max(MIN_PROBABILITY).ln()
    };
    logarithm(this) - logarithm(others)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stub that depends on one pixel: ink there makes a 3 likely.
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
    fn only_squares_that_cover_the_decisive_pixel_count() {
        let decisive = 10 * DigitImage::SIDE + 12;
        let mut ink = [0; DigitImage::PIXELS];
        (ink[decisive], ink[0]) = (255, 255);
        let image = DigitImage::new(ink);
        for (digit, sign) in [(3, 1.0), (4, -1.0)] {
            let saliency =
                saliency(&OnePixel(decisive), &image, digit).expect("the stub never fails");
            let largest = sign * saliency[decisive];
            assert!(largest > 0.0, "{digit}");
            for (index, value) in saliency.iter().enumerate() {
                let (y, x) = (index / DigitImage::SIDE, index % DigitImage::SIDE);
                let is_near = y.abs_diff(10) < PATCH && x.abs_diff(12) < PATCH;
                assert_eq!(*value != 0.0, is_near, "{x} {y}");
                assert!(sign * value <= largest + 1e-6, "{x} {y}");
            }
        }
    }

    #[test]
    fn a_blank_image_has_no_saliency() {
        let blank = DigitImage::new([0; DigitImage::PIXELS]);
        let saliency = saliency(&OnePixel(0), &blank, 3).expect("the stub never fails");
        assert_eq!(saliency, [0.0; DigitImage::PIXELS]);
    }

    #[test]
    fn log_odds_do_not_saturate_near_1() {
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
