//! The compiled network beside tract: the same outputs on MNIST, and its speed.

use digits_net::CompiledClassifier;
use recognizer::{DigitImage, Outputs, TractClassifier};

use crate::latency;
use crate::mnist::{self, Sample};
use crate::report::Report;
use crate::subject::{Subject, each, percent};

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    if subject.fingerprint != CompiledClassifier::FINGERPRINT {
        println!("\nengines: skipped, only the committed model is compiled");
        return Ok(());
    }
    let samples = mnist::test_set(&subject.data)?;
    report.part("engines: the compiled network beside tract, on MNIST");
    let compiled = CompiledClassifier::new();
    let difference = largest_difference(&compiled, &subject.classifier, &samples)?;
    report.at_most("largest difference of their outputs", difference, 1e-4, "");
    let right = |sample: &Sample| Ok(mnist::read(&compiled, sample)?.top1() == sample.label);
    report.figure("accuracy", percent(&samples, right)?, "%");
    let alike = |sample: &Sample| {
        let theirs = mnist::read(&subject.classifier, sample)?.top1();
        Ok(mnist::read(&compiled, sample)?.top1() == theirs)
    };
    report.figure(
        "digits that both read alike",
        percent(&samples, alike)?,
        "%",
    );
    report.figure("one forward pass", latency::median(&compiled)?, "µs");
    Ok(())
}

fn largest_difference(
    compiled: &CompiledClassifier,
    tract: &TractClassifier,
    samples: &[Sample],
) -> anyhow::Result<f64> {
    let differences = each(samples, |sample| {
        let image = DigitImage::new(sample.pixels);
        Ok(difference(
            &compiled.outputs(&image),
            &tract.outputs(&image)?,
        ))
    })?;
    Ok(f64::from(differences.into_iter().fold(0.0, f32::max)))
}

fn difference(a: &Outputs, b: &Outputs) -> f32 {
    let logits = a.logits.iter().zip(&b.logits).map(|(a, b)| (a - b).abs());
    logits.fold((a.rejection - b.rejection).abs(), f32::max)
}
