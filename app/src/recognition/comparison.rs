//! Readings of the same ink in the browser and on a server.

use recognizer::{Number, Prediction};

use super::answer::glyph;
use super::timing::{Samples, Side, Timing};
use crate::engines::{Cost, EngineError, RemoteError};

/// Reading by one engine, with its cost.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EngineReading {
    pub(crate) number: Number,
    /// Predictions of all candidates, whether part of the number or not.
    pub(crate) predictions: Vec<Prediction>,
    pub(crate) timing: Timing,
    pub(crate) cost: Cost,
}

/// Readings of both engines.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    pub(crate) browser: EngineReading,
    /// `None` until the server has answered.
    pub(crate) server: Option<Result<EngineReading, EngineError>>,
    /// Whether the browser's engine had loaded before, so that its time is meaningful.
    pub(crate) is_warm: bool,
}

/// Counts of the comparisons of a visit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    /// Times of both engines, where both answered.
    pub(crate) samples: Samples,
    /// Number of equal readings.
    pub(crate) agreed: usize,
    /// Number of drawings that both read.
    pub(crate) compared: usize,
    /// Number of drawings that the server did not answer.
    pub(crate) unanswered: usize,
}

impl EngineReading {
    /// Number in digits, with "?" for rejected ones.
    pub(crate) fn text(&self) -> String {
        self.number.text(glyph)
    }
}

impl Comparison {
    /// Reading of this side, if it has answered.
    pub(crate) fn of(&self, side: Side) -> Option<&EngineReading> {
        match side {
            Side::Browser => Some(&self.browser),
            Side::Server => self.server.as_ref()?.as_ref().ok(),
        }
    }

    /// Whether both read the same digits and reject the same; `None` until both have answered.
    pub(crate) fn agrees(&self) -> Option<bool> {
        let server = self.of(Side::Server)?;
        Some(self.browser.text() == server.text())
    }

    /// Largest absolute difference between both networks' outputs for the same image: ten
    /// probabilities and the rejection, each 0 to 1.
    pub(crate) fn largest_difference(&self) -> Option<f32> {
        let server = self.of(Side::Server)?;
        let pairs = self.browser.predictions.iter().zip(&server.predictions);
        Some(pairs.map(|(a, b)| difference(a, b)).fold(0.0, f32::max))
    }
}

fn difference(a: &Prediction, b: &Prediction) -> f32 {
    let probabilities = a.probabilities().iter().zip(b.probabilities());
    let differences = probabilities.map(|(a, b)| (a - b).abs());
    differences.fold((a.rejection() - b.rejection()).abs(), f32::max)
}

impl Tally {
    /// Counts a comparison, unless the server's answer is missing or its request was canceled.
    pub(crate) fn add(&mut self, comparison: &Comparison) {
        let server = match &comparison.server {
            Some(Ok(server)) => server,
            None | Some(Err(EngineError::Remote(RemoteError::Canceled))) => return,
            Some(Err(_)) => {
                self.unanswered += 1;
                return;
            }
        };
        self.compared += 1;
        self.agreed += usize::from(comparison.agrees() == Some(true));
        if comparison.is_warm {
            self.samples.push(comparison.browser.timing, server.timing);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognition::answer::tests::reading;

    fn engine_reading(text: &str) -> EngineReading {
        let number = reading(text).number;
        let digits = number.digits().iter();
        EngineReading {
            predictions: digits.map(|digit| digit.prediction.clone()).collect(),
            number,
            timing: Timing::default(),
            cost: Cost::default(),
        }
    }

    fn comparison(browser: &str, server: &str) -> Comparison {
        Comparison {
            browser: engine_reading(browser),
            server: Some(Ok(engine_reading(server))),
            is_warm: true,
        }
    }

    #[test]
    fn readings_agree_if_digits_and_rejections_are_equal() {
        for (browser, server, agrees) in [
            ("2026", "2026", true),
            ("2026", "2028", false),
            ("8", "?", false),
            ("?", "?", true),
        ] {
            let comparison = comparison(browser, server);
            assert_eq!(comparison.agrees(), Some(agrees), "{browser} {server}");
            let difference = comparison.largest_difference();
            assert_eq!(difference == Some(0.0), agrees, "{difference:?}");
        }
    }

    #[test]
    fn only_drawings_that_both_answered_are_compared() {
        let mut tally = Tally::default();
        tally.add(&comparison("7", "7"));
        tally.add(&comparison("7", "1"));
        tally.add(&Comparison {
            is_warm: false,
            ..comparison("7", "7")
        });
        for error in [RemoteError::Slow { seconds: 10 }, RemoteError::Canceled] {
            let failed = Comparison {
                server: Some(Err(error.into())),
                ..comparison("7", "7")
            };
            assert_eq!((failed.agrees(), failed.largest_difference()), (None, None));
            tally.add(&failed);
        }
        assert_eq!((tally.compared, tally.agreed, tally.unanswered), (3, 2, 1));
        assert_eq!(tally.samples.count(), 2);
    }
}
