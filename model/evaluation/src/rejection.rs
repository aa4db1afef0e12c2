//! Rejection: non-digits that are rejected, and digits that are not.

use figures::Report;
use handwriting::{PenDigit, Split, on_pad, pen_digits};
use rayon::prelude::*;
use recognizer::{Drawing, Outputs, preprocess};
use synthetic_ink::{Family, NONDIGITS};

use crate::accuracy::{each, percent, share};
use crate::mnist;
use crate::pen::{CENTER, STANDARD_SIZE, read, read_standard};
use crate::subject::Subject;

/// Shapes of each family.
const SHAPES: u64 = 150;

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    report.part("rejection: digits of other writers, and shapes that training does not know");
    let digits = subject.pen_digits()?;
    let rejected = percent(&digits, |digit| {
        Ok(read_standard(subject, digit)?.is_rejected())
    })?;
    report.at_most("digits rejected", rejected, 1.0, "%");
    let images = mnist::test_set(&subject.data)?;
    let rejected = percent(&images, |sample| mnist::is_rejected(subject, sample))?;
    report.figure("MNIST test images rejected", rejected, "%");
    shapes(subject, report)?;
    methods(subject, report)
}

fn shapes(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let mut all = Vec::new();
    for family in NONDIGITS {
        let drawings: Vec<Drawing> = drawn(family).collect();
        let verdicts = each(&drawings, |drawing| {
            Ok(read(subject, drawing)?.is_rejected())
        })?;
        let what = format!("{} rejected", family.name);
        report.at_least(&what, share(verdicts.iter().copied()), 70.0, "%");
        all.extend(verdicts);
    }
    let what = format!("all {} shapes rejected", all.len());
    report.at_least(&what, share(all), 90.0, "%");
    Ok(())
}

fn drawn(family: &Family) -> impl Iterator<Item = Drawing> {
    (0..SHAPES).map(|seed| family.drawn(seed))
}

/// Compares rejection scores, one image a drawing: each threshold rejects as many validation digits
/// as the model's own.
fn methods(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let validation = outputs(subject, validation_digits(subject)?)?;
    let shapes = NONDIGITS.iter().flat_map(drawn);
    let shapes = outputs(subject, shapes.collect())?;
    let allowed = share(validation.iter().map(|outputs| outputs.rejection > 0.0));
    report.figure("validation digits rejected, one image each", allowed, "%");
    for (name, method) in METHODS {
        let threshold = threshold(validation.iter().map(method).collect(), allowed);
        let caught = share(shapes.iter().map(|outputs| method(outputs) > threshold));
        report.figure(&format!("shapes rejected by {name}"), caught, "%");
    }
    Ok(())
}

/// Rejection score: the higher, the less it is a digit.
type Method = fn(&Outputs) -> f32;

const METHODS: [(&str, Method); 3] = [
    ("the outlier output", |outputs| outputs.rejection),
    ("energy (Liu et al., 2020)", |outputs| {
        let sum: f32 = outputs.logits.iter().map(|logit| logit.exp()).sum();
        -sum.ln()
    }),
    ("the largest logit", |outputs| {
        -outputs.logits.into_iter().fold(f32::MIN, f32::max)
    }),
];

fn validation_digits(subject: &Subject) -> anyhow::Result<Vec<Drawing>> {
    let digits: Vec<PenDigit> = pen_digits::load(&subject.data)?;
    let own = Split::Validation.of(&digits).into_iter();
    Ok(own
        .map(|digit| on_pad(&digit.drawing, STANDARD_SIZE, CENTER))
        .collect())
}

/// Outputs for the drawings that have ink.
fn outputs(subject: &Subject, drawings: Vec<Drawing>) -> anyhow::Result<Vec<Outputs>> {
    let images = drawings.par_iter().filter_map(preprocess);
    Ok(images
        .map(|image| subject.classifier.outputs(&image))
        .collect::<Result<_, _>>()?)
}

/// Threshold above which `percent` % of the values lie.
fn threshold(mut values: Vec<f32>, percent: f64) -> f32 {
    values.sort_by(f32::total_cmp);
    let above = (percent / 100.0 * values.len() as f64).round() as usize;
    values[values.len() - 1 - above.min(values.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::threshold;

    #[test]
    fn as_many_values_exceed_the_threshold_as_are_allowed() {
        let values: Vec<f32> = (0..200).map(|value| value as f32).collect();
        for (percent, above) in [(0.0, 0), (0.5, 1), (10.0, 20)] {
            let threshold = threshold(values.clone(), percent);
            let found = values.iter().filter(|&&value| value > threshold).count();
            assert_eq!(found, above, "{percent} %");
        }
    }
}
