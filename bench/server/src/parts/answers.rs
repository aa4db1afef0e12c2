//! Agreement: equal predictions in every encoding of the API, and in the browser.

use super::browser::Engine;
use crate::Setup;
use crate::client::Connection;
use crate::encodings::{DigitPrediction, Encoding};
use crate::serving::Serving;
use anyhow::{Result, ensure};
use figures::{Report, progress};
use protocol::api::MAX_BATCH;
use recognizer::DigitImage;

/// Largest difference of a probability, far above rounding errors.
const LARGEST_DIFFERENCE: f64 = 1e-3;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let images = setup.digits.images();
    report.part(&format!(
        "Answers: MNIST's {} test images, compared with the recognizer in this process",
        images.len()
    ));
    progress("10,000 digits in this process, then in each encoding");
    let predictions = setup.digits.reference()?;
    let reference: Vec<DigitPrediction> = predictions.iter().map(DigitPrediction::from).collect();
    let server = Serving::ours(setup, &[]).await?;
    for encoding in Encoding::ALL {
        for batch in [1, MAX_BATCH] {
            let predictions = predict(encoding, batch, &server, images).await?;
            let name = format!("{}, batches of {batch}", encoding.name());
            compare(&name, &predictions, &reference, report);
        }
    }
    progress("the engine in the browser");
    let engine = Engine::start(server.address).await?;
    let mut predictions = Vec::new();
    for batch in images.chunks(MAX_BATCH) {
        let answered = engine.classify(batch).await?;
        predictions.extend(answered.iter().map(DigitPrediction::from));
    }
    let name = format!("the engine in {}", engine.browser());
    compare(&name, &predictions, &reference, report);
    Ok(())
}

async fn predict(
    encoding: Encoding,
    batch: usize,
    server: &Serving,
    images: &[DigitImage],
) -> Result<Vec<DigitPrediction>> {
    let mut connection = Connection::open(server.address).await?;
    let mut predictions = Vec::new();
    for images in images.chunks(batch) {
        let reply = connection.send(encoding.request(images)?).await?;
        let decoded = encoding.decode(&reply)?;
        ensure!(decoded.len() == images.len(), "an image has no prediction");
        predictions.extend(decoded);
    }
    Ok(predictions)
}

/// Adds the number of different digits and the largest difference of a probability.
pub(super) fn compare(
    name: &str,
    predictions: &[DigitPrediction],
    reference: &[DigitPrediction],
    report: &mut Report,
) {
    let pairs = || predictions.iter().zip(reference);
    let different = pairs().filter(|(a, b)| a.digit != b.digit).count();
    // An image without a prediction counts as different.
    let different = different + reference.len().abs_diff(predictions.len());
    let what = format!("{name}: different digits");
    report.at_most(&what, different as f64, 0.0, "");
    let largest = pairs().map(|(a, b)| difference(a, b)).fold(0.0, f64::max);
    let what = format!("{name}: largest difference");
    report.at_most(&what, largest, LARGEST_DIFFERENCE, "");
}

/// Largest difference of a probability; infinite if one is NaN, which `max` would skip.
fn difference(a: &DigitPrediction, b: &DigitPrediction) -> f64 {
    let pairs = a.probabilities.iter().zip(&b.probabilities);
    let differences = pairs.map(|(a, b)| f64::from((a - b).abs()));
    let differences = differences.map(|it| if it.is_nan() { f64::INFINITY } else { it });
    differences.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::{compare, difference};
    use crate::encodings::DigitPrediction;
    use figures::{Report, significant};

    fn prediction(digit: i64, first: f32) -> DigitPrediction {
        let mut probabilities = [0.1; 10];
        probabilities[0] = first;
        DigitPrediction {
            digit,
            probabilities,
        }
    }

    #[test]
    fn the_largest_difference_counts() {
        let half = prediction(1, 0.5);
        assert_eq!(difference(&half, &prediction(1, 0.25)), 0.25);
        assert_eq!(difference(&half, &half), 0.0);
        assert_eq!(difference(&prediction(1, f32::NAN), &half), f64::INFINITY);
    }

    #[test]
    fn other_digits_and_missing_ones_are_misses() {
        let missed = |predictions: &[DigitPrediction]| {
            let mut report = Report::new(significant);
            let reference = [prediction(7, 0.5)];
            compare("an encoding", predictions, &reference, &mut report);
            report.missed().count()
        };
        assert_eq!(missed(&[prediction(7, 0.5)]), 0);
        assert_eq!(missed(&[prediction(1, 0.5)]), 1);
        assert_eq!(missed(&[]), 1);
        assert_eq!(missed(&[prediction(7, 0.4)]), 1);
        assert_eq!(missed(&[prediction(7, f32::NAN)]), 1);
    }
}
