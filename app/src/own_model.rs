//! A model of somebody's own, and how it does beside the built-in one.

use protocol::LabeledDigit;
use recognizer::{DigitImage, Prediction, model};

use crate::engine::{Answered, EngineError, NO_START, Status};
use crate::statistics::Summary;

/// Labeled digits that both models are tried on.
pub(crate) const TRIAL: usize = 300;

/// As many are asked at once: often enough to see how far it is.
pub(crate) const BATCH: usize = 20;

/// What is known of the file before it is loaded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OwnFile {
    pub(crate) name: String,
    pub(crate) bytes: f64,
}

/// What one of the two models says about the digits of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) confidence: f32,
    /// Milliseconds of inference for each digit, where they are known.
    pub(crate) latency: Option<f64>,
}

/// What both say about a drawing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OwnAnswer {
    pub(crate) built_in: Said,
    pub(crate) own: Result<Said, EngineError>,
    /// Whether they read the same; `None` where there is nothing to agree on.
    pub(crate) agrees: Option<bool>,
}

/// The drawings of a visit that both have read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct OwnTally {
    pub(crate) compared: usize,
    pub(crate) agreed: usize,
}

/// How the trial of both on labeled digits is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Trial {
    #[default]
    Idle,
    Running(usize),
    Done(Score),
    Failed(String),
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Score {
    pub(crate) count: usize,
    pub(crate) agreed: usize,
    pub(crate) built_in: Side,
    pub(crate) own: Side,
}

/// One model's share of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Side {
    pub(crate) right: usize,
    /// Milliseconds for each digit, by batch.
    latencies: Vec<f64>,
}

impl OwnFile {
    /// Why it will not even be read.
    pub(crate) fn refusal(&self) -> Option<String> {
        let limit = model::MAX_BYTES as f64;
        (self.bytes > limit).then(|| {
            tr!(
                "{name} has {size} MB, and at most {limit} MB can be loaded. Choose a smaller model.",
                name = self.name,
                size = (self.bytes / 1e6).ceil(),
                limit = limit / 1e6
            )
        })
    }
}

impl Said {
    /// What these predictions say together, one for each digit.
    pub(crate) fn new(predictions: &[Prediction], inference: Option<f64>) -> Self {
        let digits = predictions
            .iter()
            .map(|it| char::from(b'0' + it.top1()))
            .collect();
        Self {
            text: digits,
            confidence: predictions.iter().map(Prediction::confidence).product(),
            latency: inference.map(|time| time / predictions.len().max(1) as f64),
        }
    }
}

impl OwnTally {
    /// Counts one drawing, if there was something to agree on.
    pub(crate) fn add(&mut self, answer: &OwnAnswer) {
        self.compared += usize::from(answer.agrees.is_some());
        self.agreed += usize::from(answer.agrees == Some(true));
    }
}

impl Trial {
    /// The state's name, for styles and for tests.
    pub(crate) fn state(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Running(_) => "running",
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
        }
    }

    /// What came of it, if it is over.
    pub(crate) fn score(&self) -> Option<&Score> {
        match self {
            Self::Done(score) => Some(score),
            _ => None,
        }
    }
}

impl Score {
    /// Counts what both say about these digits.
    pub(crate) fn add(&mut self, digits: &[LabeledDigit], built_in: &Answered, own: &Answered) {
        self.count += digits.len();
        self.built_in.add(digits, built_in);
        self.own.add(digits, own);
        let pairs = built_in.predictions.iter().zip(&own.predictions);
        self.agreed += pairs.filter(|(a, b)| a.top1() == b.top1()).count();
    }

    /// A number of digits as a share of all.
    pub(crate) fn share(&self, digits: usize) -> f32 {
        digits as f32 / self.count.max(1) as f32
    }
}

impl Side {
    fn add(&mut self, digits: &[LabeledDigit], answered: &Answered) {
        let pairs = digits.iter().zip(&answered.predictions);
        self.right += pairs.filter(|((digit, _), it)| it.top1() == *digit).count();
        self.latencies
            .push(answered.cost.inference / digits.len().max(1) as f64);
    }

    /// The middle of the milliseconds for a digit.
    pub(crate) fn latency(&self) -> Option<f64> {
        Summary::of(self.latencies.iter().copied()).map(|it| it.median)
    }
}

/// The images of these digits.
pub(crate) fn images(digits: &[LabeledDigit]) -> Vec<DigitImage> {
    digits.iter().map(|(_, image)| image.clone()).collect()
}

/// What is wrong with the model or its program; `None` if nothing is.
pub(crate) fn fault(status: &Status) -> Option<String> {
    let Status::Failed(error) = status else {
        return None;
    };
    Some(match error {
        EngineError::Load(reason) if reason != NO_START => {
            tr!(
                "tract, which runs models of your own, could not be loaded. Check your connection, then \
                 try again."
            )
        }
        EngineError::Load(_) | EngineError::Died => {
            tr!(
                "This model has stopped its worker twice: it may be damaged, or need more memory than \
                 the browser gives. Export it again or choose a smaller one."
            )
        }
        EngineError::Model(reason) => sentence(reason),
        other => other.to_string(),
    })
}

/// With its first capital and its end.
fn sentence(reason: &str) -> String {
    let mut sentence = format!("{reason}.");
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Cost;

    fn answered(digits: &[usize], inference: f64) -> Answered {
        let predict = |&digit: &usize| {
            let mut logits = [0.0; 10];
            logits[digit] = 9.0;
            Prediction::from_outputs(logits, -9.0).expect("finite")
        };
        Answered {
            predictions: digits.iter().map(predict).collect(),
            cost: Cost {
                inference,
                ..Cost::default()
            },
        }
    }

    #[test]
    fn what_is_too_large_is_refused_by_its_size() {
        let file = |bytes| OwnFile {
            name: "net.onnx".into(),
            bytes,
        };
        assert_eq!(file(64e6).refusal(), None);
        let refusal = file(64e6 + 1.0).refusal().expect("too large");
        assert!(refusal.contains("net.onnx has 65 MB"), "{refusal}");
    }

    #[test]
    fn a_score_counts_what_is_right_and_what_is_alike() {
        let image = DigitImage::new([1; DigitImage::PIXELS]);
        let digits = [1, 2, 3, 4].map(|digit| (digit, image.clone()));
        let mut score = Score::default();
        score.add(
            &digits,
            &answered(&[1, 2, 3, 4], 4.0),
            &answered(&[1, 7, 3, 9], 8.0),
        );
        score.add(
            &digits,
            &answered(&[1, 2, 3, 5], 4.0),
            &answered(&[1, 2, 3, 5], 8.0),
        );
        assert_eq!((score.count, score.agreed), (8, 6));
        assert_eq!((score.built_in.right, score.own.right), (7, 5));
        assert_eq!(score.own.latency(), Some(2.0));
        assert_eq!(score.share(score.agreed), 0.75);
    }

    #[test]
    fn both_say_their_digits_together() {
        let said = Said::new(&answered(&[2, 0, 6], 6.0).predictions, Some(6.0));
        assert_eq!((&*said.text, said.latency), ("206", Some(2.0)));
        assert!(said.confidence > 0.99);
    }

    #[test]
    fn every_fault_says_what_to_do() {
        for (error, expected) in [
            (EngineError::Load("offline".into()), "Check your connection"),
            (EngineError::Load(NO_START.into()), "choose a smaller one"),
            (EngineError::Died, "choose a smaller one"),
            (
                EngineError::Model("no operator: export".into()),
                "No operator: export.",
            ),
        ] {
            let fault = fault(&Status::Failed(error)).expect("a fault");
            assert!(fault.contains(expected), "{fault}");
        }
        assert_eq!(fault(&Status::Ready), None);
    }
}
