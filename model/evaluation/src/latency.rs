//! How long one forward pass takes on one core.

use std::time::Instant;

use recognizer::{Classifier, DigitImage};
use synthetic_ink::{Hand, STYLES};

use crate::report::Report;
use crate::subject::Subject;

/// Passes in a batch, so that a batch is much longer than the clock's resolution.
const PASSES: usize = 100;
const BATCHES: usize = 15;

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    report.part("latency: native, one core");
    let median = median(&subject.classifier)?;
    report.figure("one forward pass, median of 15 batches", median, "µs");
    Ok(())
}

/// Microseconds of one forward pass, the median of several batches.
pub(crate) fn median(classifier: &impl Classifier) -> anyhow::Result<f64> {
    let drawing = STYLES[0].written_by(&Hand::default());
    let image = recognizer::preprocess(&drawing).expect("a style has ink");
    let images: Vec<DigitImage> = vec![image; PASSES];
    let mut seconds = Vec::new();
    for _ in 0..BATCHES {
        let started = Instant::now();
        classifier.classify(&images)?;
        seconds.push(started.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    Ok(1e6 * seconds[BATCHES / 2] / PASSES as f64)
}
