//! Whether 90 % means 90 %.

use crate::pen::read_standard;
use crate::report::Report;
use crate::subject::{Subject, each};

const BINS: usize = 15;

/// How sure an answer was, and whether it was right.
#[derive(Clone, Copy)]
struct Answer {
    confidence: f64,
    is_right: bool,
}

pub(crate) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    report.part("calibration: drawn digits of other writers");
    let digits = subject.pen_digits()?;
    let answers = each(&digits, |digit| {
        let number = read_standard(subject, digit)?;
        Ok(Answer {
            confidence: number.confidence().into(),
            is_right: number.to_string() == digit.label.to_string(),
        })
    })?;
    let error = 100.0 * expected_calibration_error(&answers);
    report.at_most("expected calibration error, 15 bins", error, 1.0, "%");
    let mean = answers.iter().map(|answer| answer.confidence).sum::<f64>() / answers.len() as f64;
    report.figure("mean confidence", 100.0 * mean, "%");
    Ok(())
}

/// Mean gap between confidence and accuracy over bins of equal width, weighted by their answers
/// (Naeini, Cooper and Hauskrecht, 2015).
fn expected_calibration_error(answers: &[Answer]) -> f64 {
    let mut bins = [(0.0, 0.0); BINS];
    for answer in answers {
        let bin = ((answer.confidence * BINS as f64) as usize).min(BINS - 1);
        bins[bin].0 += answer.confidence;
        bins[bin].1 += f64::from(u8::from(answer.is_right));
    }
    let gaps = bins
        .iter()
        .map(|(confidence, right)| (confidence - right).abs());
    gaps.sum::<f64>() / answers.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_gap_between_confidence_and_accuracy() {
        let answers = |confidence, right: usize, wrong: usize| {
            let answer = move |is_right| Answer {
                confidence,
                is_right,
            };
            let rights = std::iter::repeat_n(answer(true), right);
            rights.chain(std::iter::repeat_n(answer(false), wrong))
        };
        struct Case {
            name: &'static str,
            answers: Vec<Answer>,
            error: f64,
        }
        for Case {
            name,
            answers,
            error,
        } in [
            Case {
                name: "as sure as right",
                answers: answers(0.9, 9, 1).collect(),
                error: 0.0,
            },
            Case {
                name: "too sure",
                answers: answers(1.0, 8, 2).collect(),
                error: 0.2,
            },
            Case {
                name: "gaps do not cancel out across bins",
                answers: answers(0.5, 1, 0).chain(answers(0.9, 0, 1)).collect(),
                error: 0.7,
            },
        ] {
            let found = expected_calibration_error(&answers);
            assert!((found - error).abs() < 1e-9, "{name}: {found}");
        }
    }
}
