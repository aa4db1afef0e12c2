//! The same answers by every way, and in the browser.

use super::browser::Engine;
use crate::Setup;
use crate::client::Connection;
use crate::report::{Report, progress};
use crate::serving::Serving;
use crate::ways::{Told, Way};
use anyhow::{Result, ensure};
use protocol::api::MAX_BATCH;
use recognizer::DigitImage;

/// Digits are all the same; probabilities differ by rounding only, which is far less than this.
const LARGEST_DIFFERENCE: f64 = 1e-3;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let images = setup.digits.images();
    report.part(&format!(
        "Answers: MNIST's {} test images, compared with the recognizer in this process",
        images.len()
    ));
    progress("10,000 digits in this process, then by each way");
    let predictions = setup.digits.reference()?;
    let reference: Vec<Told> = predictions.iter().map(Told::from).collect();
    let server = Serving::ours(setup, &[]).await?;
    for way in Way::ALL {
        for batch in [1, MAX_BATCH] {
            let told = ask(way, batch, &server, images).await?;
            let name = format!("{}, batches of {batch}", way.name());
            compare(&name, &told, &reference, report);
        }
    }
    progress("the engine in the browser");
    let engine = Engine::start(server.address).await?;
    let mut told = Vec::new();
    for batch in images.chunks(MAX_BATCH) {
        told.extend(engine.classify(batch).await?.iter().map(Told::from));
    }
    compare(
        &format!("the engine in {}", engine.browser()),
        &told,
        &reference,
        report,
    );
    Ok(())
}

async fn ask(way: Way, batch: usize, server: &Serving, images: &[DigitImage]) -> Result<Vec<Told>> {
    let mut connection = Connection::open(server.address).await?;
    let mut told = Vec::new();
    for images in images.chunks(batch) {
        let reply = connection.ask(way.question(images)?).await?;
        let answers = way.answers(&reply)?;
        ensure!(answers.len() == images.len(), "not every image is answered");
        told.extend(answers);
    }
    Ok(told)
}

/// Reports how much `told` differs from the reference.
pub(super) fn compare(name: &str, told: &[Told], reference: &[Told], report: &mut Report) {
    let pairs = || told.iter().zip(reference);
    let different = pairs().filter(|(a, b)| a.digit != b.digit).count();
    // An image without an answer is a different one.
    let different = different + reference.len().abs_diff(told.len());
    report.at_most(
        &format!("{name}: different digits"),
        different as f64,
        0.0,
        "",
    );
    let largest = pairs().map(|(a, b)| difference(a, b)).fold(0.0, f64::max);
    let what = format!("{name}: largest difference");
    report.at_most(&what, largest, LARGEST_DIFFERENCE, "");
}

fn difference(a: &Told, b: &Told) -> f64 {
    let pairs = a.probabilities.iter().zip(&b.probabilities);
    // What is no number differs as much as anything can; `max` would skip it.
    let differences = pairs.map(|(a, b)| match f64::from((a - b).abs()) {
        none if none.is_nan() => f64::INFINITY,
        some => some,
    });
    differences.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::{compare, difference};
    use crate::report::Report;
    use crate::ways::Told;

    fn told(digit: i64, first: f32) -> Told {
        let mut probabilities = [0.1; 10];
        probabilities[0] = first;
        Told {
            digit,
            probabilities,
        }
    }

    #[test]
    fn the_largest_difference_counts() {
        assert_eq!(difference(&told(1, 0.5), &told(1, 0.25)), 0.25);
        assert_eq!(difference(&told(1, 0.5), &told(1, 0.5)), 0.0);
        assert_eq!(difference(&told(1, f32::NAN), &told(1, 0.5)), f64::INFINITY);
    }

    #[test]
    fn other_digits_and_missing_ones_are_misses() {
        let missed = |told: &[Told]| {
            let mut report = Report::default();
            compare("one way", told, &[self::told(7, 0.5)], &mut report);
            report.conclude()
        };
        assert_eq!(missed(&[told(7, 0.5)]), 0);
        assert_eq!(missed(&[told(1, 0.5)]), 1);
        assert_eq!(missed(&[]), 1);
        assert_eq!(missed(&[told(7, 0.4)]), 1);
        assert_eq!(missed(&[told(7, f32::NAN)]), 1);
    }
}
