use recognizer::{DigitImage, Prediction};

use crate::engine::EngineError;
use crate::words::{percent, word};

/// What the page says about the drawing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// Nobody has asked yet.
    Blank,
    /// Somebody asked about a blank canvas.
    NothingDrawn,
    /// Asked, and not yet answered.
    Loading,
    /// Answered.
    Ready(Box<Reading>),
    /// The engine could not answer.
    Failed(EngineError),
}

/// A digit that was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    /// What the network saw.
    pub(crate) image: DigitImage,
    /// What it said.
    pub(crate) prediction: Prediction,
    /// How many strokes the drawing had.
    pub(crate) strokes: usize,
}

impl Answer {
    /// The state's name, for styles and for tests.
    pub(crate) fn state(&self) -> &'static str {
        match self {
            Self::Blank | Self::NothingDrawn => "blank",
            Self::Loading => "loading",
            Self::Ready(_) => "ready",
            Self::Failed(_) => "error",
        }
    }

    /// The digit, if there is one.
    pub(crate) fn reading(&self) -> Option<&Reading> {
        match self {
            Self::Ready(reading) => Some(reading),
            _ => None,
        }
    }
}

impl Reading {
    /// The number that was read, in digits.
    pub(crate) fn number(&self) -> String {
        self.prediction.top1().to_string()
    }

    /// The number that was read, in words.
    pub(crate) fn words(&self) -> &'static str {
        word(self.prediction.top1())
    }

    /// How sure the network is.
    pub(crate) fn confidence(&self) -> String {
        percent(self.prediction.confidence())
    }
}
