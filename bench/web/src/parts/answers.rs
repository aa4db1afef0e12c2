//! Agreement: all contestants read the same drawings alike, or they would not do the same work.

use crate::Setup;
use crate::report::{Figures, Report};
use crate::samples::{count_different, count_right};
use crate::visitor::Visitor;
use anyhow::Result;
use figures::progress;
use recognizer::DigitImage;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let samples = &setup.samples;
    let images: Vec<DigitImage> = samples.iter().map(|sample| sample.image.clone()).collect();
    let [mut others, mut correct, mut differences] = [(); 3].map(|()| Figures::new());
    for (contestant, site) in &setup.sites {
        progress(&format!("{}: {} drawings", contestant.name(), images.len()));
        let visitor = Visitor::enter(*contestant, site, setup.first()).await?;
        let probabilities = visitor.classify(&images).await?;
        let digits: Vec<u8> = probabilities.iter().map(top1).collect();
        others.insert(*contestant, count_different(&digits, samples) as f64);
        correct.insert(*contestant, count_right(&digits, samples) as f64);
        let pairs = probabilities.iter().zip(samples);
        let largest = pairs.map(|(found, sample)| difference(found, &sample.probabilities));
        differences.insert(*contestant, largest.fold(0.0, f64::max));
    }
    let of = format!("of {}", samples.len());
    report.row(&format!("digits read right, {of}"), "", correct);
    let what = format!("other digits than the recognizer's, {of}");
    report.row(&what, "", others).at_most_for_all(0.0);
    let what = "largest difference to the recognizer's probabilities";
    report.row(what, "", differences).at_most_for_all(1e-2);
    Ok(())
}

/// Most probable digit.
fn top1(probabilities: &[f32; 10]) -> u8 {
    let top1 = (0..10).max_by(|&a: &u8, &b| {
        let of = |digit: u8| probabilities[usize::from(digit)];
        of(a).total_cmp(&of(b))
    });
    top1.expect("there are ten")
}

/// Largest difference of a probability; 1 if one is NaN, which `max` would skip.
fn difference(a: &[f32; 10], b: &[f32; 10]) -> f64 {
    let differences = a.iter().zip(b).map(|(a, b)| f64::from((a - b).abs()));
    let differences = differences.map(|it| if it.is_nan() { 1.0 } else { it });
    differences.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::{difference, top1};

    #[test]
    fn the_digit_is_the_most_probable_one() {
        let mut probabilities = [0.05; 10];
        probabilities[7] = 0.55;
        assert_eq!(top1(&probabilities), 7);
    }

    #[test]
    fn nan_differs_from_every_probability() {
        let mut probabilities = [0.1; 10];
        assert_eq!(difference(&probabilities, &[0.1; 10]), 0.0);
        probabilities[3] = f32::NAN;
        assert_eq!(difference(&probabilities, &[0.1; 10]), 1.0);
    }
}
