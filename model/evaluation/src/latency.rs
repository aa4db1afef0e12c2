//! Latency of one forward pass on one core.

use std::time::Instant;

use figures::Report;
use recognizer::{Classifier, DigitImage};
use synthetic_ink::{Hand, STYLES};

use crate::subject::Subject;

/// Passes in a batch, which takes much longer than the clock's resolution.
const PASSES: usize = 100;
const BATCHES: usize = 15;

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    report.part("latency: native, one core");
    let median = microseconds(&subject.classifier)?;
    report.figure("one forward pass, median of 15 batches", median, "µs");
    Ok(())
}

/// Microseconds of one forward pass, the median of several batches.
pub(crate) fn microseconds(classifier: &impl Classifier) -> anyhow::Result<f64> {
    let drawing = STYLES[0].written_by(&Hand::default());
    let image = recognizer::preprocess(&drawing).expect("a style has ink");
    let images: Vec<DigitImage> = vec![image; PASSES];
    let mut times = Vec::new();
    for _ in 0..BATCHES {
        let start = Instant::now();
        classifier.classify(&images)?;
        times.push(1e6 * start.elapsed().as_secs_f64() / PASSES as f64);
    }
    Ok(figures::median(times).expect("there are batches"))
}
