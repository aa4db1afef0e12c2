//! One drawing, read in the browser and on a server.

use recognizer::{Number, Prediction};

use crate::answer::glyph;
use crate::engine::{Cost, EngineError, RemoteError};
use crate::timing::{Samples, Side, Timing};

/// What one of the two says, and what that cost.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    /// What it read.
    pub(crate) number: Number,
    /// What the network says about each candidate, chosen or not.
    pub(crate) predictions: Vec<Prediction>,
    /// Where the time went.
    pub(crate) timing: Timing,
    /// What that took.
    pub(crate) cost: Cost,
}

/// Both answers about one drawing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    /// What the browser says.
    pub(crate) browser: Outcome,
    /// What the server says; `None` while it is waited for.
    pub(crate) server: Option<Result<Outcome, EngineError>>,
    /// Whether the browser's engine had loaded: if not, its time says nothing about it.
    pub(crate) is_warm: bool,
}

/// The comparisons of a visit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    /// Times of what both answered.
    pub(crate) samples: Samples,
    /// How often they gave the same answer.
    pub(crate) agreed: usize,
    /// How often both answered.
    pub(crate) compared: usize,
    /// How often the server did not answer.
    pub(crate) unanswered: usize,
}

impl Outcome {
    /// The number in digits, with "?" in place of what is none.
    pub(crate) fn text(&self) -> String {
        self.number.digits().iter().map(glyph).collect()
    }
}

impl Comparison {
    /// What this side says, if it has answered.
    pub(crate) fn of(&self, side: Side) -> Option<&Outcome> {
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

    /// The largest difference between what both networks say about the same image: of the ten
    /// probabilities and of the rejection.
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
    /// Counts one comparison, once the server has answered or failed; if somebody ended it, nothing
    /// was compared.
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
    use crate::answer::tests::reading;

    fn outcome(text: &str) -> Outcome {
        let number = reading(text).number;
        let digits = number.digits().iter();
        Outcome {
            predictions: digits.map(|digit| digit.prediction.clone()).collect(),
            number,
            timing: Timing::default(),
            cost: Cost::default(),
        }
    }

    fn comparison(browser: &str, server: &str) -> Comparison {
        Comparison {
            browser: outcome(browser),
            server: Some(Ok(outcome(server))),
            is_warm: true,
        }
    }

    #[test]
    fn answers_agree_if_they_read_and_reject_the_same() {
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
    fn only_what_both_answered_is_compared() {
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
