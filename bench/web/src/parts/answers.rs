//! Everybody reads the same drawings: who reads other digits does not do the same work.

use crate::Setup;
use crate::drawings::{different, right};
use crate::report::{Figures, Report, progress};
use crate::visitor::Visitor;
use anyhow::Result;
use recognizer::DigitImage;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    let drawings = &setup.drawings;
    let images: Vec<DigitImage> = drawings.iter().map(|drawn| drawn.image.clone()).collect();
    let [mut others, mut correct, mut differences] = [(); 3].map(|()| Figures::new());
    for (contestant, site) in &setup.sites {
        progress(&format!("{}: {} drawings", contestant.name(), images.len()));
        let visitor = Visitor::enter(*contestant, site, setup.first()).await?;
        let probabilities = visitor.classify(&images).await?;
        let digits: Vec<u8> = probabilities.iter().map(most_probable).collect();
        others.insert(*contestant, different(&digits, drawings) as f64);
        correct.insert(*contestant, right(&digits, drawings) as f64);
        let pairs = probabilities.iter().zip(drawings);
        let largest = pairs.map(|(told, drawn)| difference(told, &drawn.probabilities));
        differences.insert(*contestant, largest.fold(0.0, f64::max));
    }
    let of = format!("of {}", drawings.len());
    report.row(&format!("digits read right, {of}"), "", correct);
    let what = format!("other digits than the recognizer's, {of}");
    report.row(&what, "", others).at_most_for_all(0.0);
    let what = "largest difference to the recognizer's probabilities";
    report.row(what, "", differences).at_most_for_all(1e-2);
    Ok(())
}

fn most_probable(probabilities: &[f32; 10]) -> u8 {
    let most = (0..10).max_by(|&a: &u8, &b| {
        let of = |digit: u8| probabilities[usize::from(digit)];
        of(a).total_cmp(&of(b))
    });
    most.expect("there are ten")
}

/// What is no number differs as much as anything can.
fn difference(told: &[f32; 10], known: &[f32; 10]) -> f64 {
    let pairs = told.iter().zip(known);
    let differences = pairs.map(|(told, known)| match f64::from((told - known).abs()) {
        difference if difference.is_nan() => 1.0,
        difference => difference,
    });
    differences.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::{difference, most_probable};

    #[test]
    fn the_digit_is_the_most_probable_one() {
        let mut probabilities = [0.05; 10];
        probabilities[7] = 0.55;
        assert_eq!(most_probable(&probabilities), 7);
    }

    #[test]
    fn no_number_is_far_from_every_number() {
        let mut told = [0.1; 10];
        assert_eq!(difference(&told, &[0.1; 10]), 0.0);
        told[3] = f32::NAN;
        assert_eq!(difference(&told, &[0.1; 10]), 1.0);
    }
}
