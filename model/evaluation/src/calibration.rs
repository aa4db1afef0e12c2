//! Calibration: whether digits read with 90 % confidence are right in 90 % of cases.

use figures::Report;

use crate::accuracy::each;
use crate::pen::read_standard;
use crate::subject::Subject;

const BINS: usize = 15;

/// Confidence of a reading, 0 to 1, and whether it was right.
#[derive(Clone, Copy)]
struct Reading {
    confidence: f64,
    is_right: bool,
}

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    report.part("calibration: drawn digits of other writers");
    let digits = subject.pen_digits()?;
    let readings = each(&digits, |digit| {
        let number = read_standard(subject, digit)?;
        Ok(Reading {
            confidence: number.confidence().into(),
            is_right: number.to_string() == digit.label.to_string(),
        })
    })?;
    let error = 100.0 * expected_calibration_error(&readings);
    report.at_most("expected calibration error, 15 bins", error, 1.0, "%");
    let sum: f64 = readings.iter().map(|reading| reading.confidence).sum();
    let mean = sum / readings.len() as f64;
    report.figure("mean confidence", 100.0 * mean, "%");
    Ok(())
}

/// Mean gap between confidence and accuracy over bins of equal width, weighted by their sizes
/// (Naeini, Cooper and Hauskrecht, 2015); 0 to 1.
fn expected_calibration_error(readings: &[Reading]) -> f64 {
    let mut bins = [(0.0, 0.0); BINS];
    for reading in readings {
        let bin = ((reading.confidence * BINS as f64) as usize).min(BINS - 1);
        bins[bin].0 += reading.confidence;
        bins[bin].1 += f64::from(u8::from(reading.is_right));
    }
    let gaps = bins
        .iter()
        .map(|(confidence, right)| (confidence - right).abs());
    gaps.sum::<f64>() / readings.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_gap_between_confidence_and_accuracy() {
        let readings = |confidence, right: usize, wrong: usize| {
            let reading = move |is_right| Reading {
                confidence,
                is_right,
            };
            let rights = std::iter::repeat_n(reading(true), right);
            rights.chain(std::iter::repeat_n(reading(false), wrong))
        };
        let across_bins = readings(0.5, 1, 0).chain(readings(0.9, 0, 1));
        for (name, readings, error) in [
            ("calibrated", readings(0.9, 9, 1).collect::<Vec<_>>(), 0.0),
            ("overconfident", readings(1.0, 8, 2).collect(), 0.2),
            ("gaps do not cancel across bins", across_bins.collect(), 0.7),
        ] {
            let found = expected_calibration_error(&readings);
            assert!((found - error).abs() < 1e-9, "{name}: {found}");
        }
    }
}
