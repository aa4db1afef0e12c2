//! Engines: outputs of the compiled network beside tract's on MNIST, and its latency.

use digits_net::CompiledClassifier;
use figures::Report;
use recognizer::{DigitImage, Outputs, TractClassifier};

use crate::accuracy::{each, percent};
use crate::latency;
use crate::mnist::{self, Sample};
use crate::subject::Subject;

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    if subject.fingerprint != CompiledClassifier::FINGERPRINT {
        println!("\nengines: skipped; only the committed model is compiled");
        return Ok(());
    }
    let samples = mnist::test_set(&subject.data)?;
    report.part("engines: the compiled network beside tract, on MNIST");
    let compiled = CompiledClassifier::new();
    let difference = largest_difference(&compiled, &subject.classifier, &samples)?;
    report.at_most("largest difference of their outputs", difference, 1e-4, "");
    let right = |sample: &Sample| Ok(mnist::read(&compiled, sample)?.top1() == sample.label);
    report.figure("accuracy", percent(&samples, right)?, "%");
    let is_same = |sample: &Sample| {
        let tract = mnist::read(&subject.classifier, sample)?.top1();
        Ok(mnist::read(&compiled, sample)?.top1() == tract)
    };
    let same = percent(&samples, is_same)?;
    report.figure("digits that both read alike", same, "%");
    report.figure("one forward pass", latency::microseconds(&compiled)?, "µs");
    Ok(())
}

fn largest_difference(
    compiled: &CompiledClassifier,
    tract: &TractClassifier,
    samples: &[Sample],
) -> anyhow::Result<f64> {
    let differences = each(samples, |sample| {
        let image = DigitImage::new(sample.pixels);
        let outputs = compiled.outputs(&image);
        Ok(difference(&outputs, &tract.outputs(&image)?))
    })?;
    Ok(f64::from(differences.into_iter().fold(0.0, f32::max)))
}

fn difference(a: &Outputs, b: &Outputs) -> f32 {
    let logits = a.logits.iter().zip(&b.logits).map(|(a, b)| (a - b).abs());
    logits.fold((a.rejection - b.rejection).abs(), f32::max)
}
