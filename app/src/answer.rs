use recognizer::{Digit, Drawing, MAX_DIGITS, Number};

use crate::engine::EngineError;
use crate::i18n::format::{list, number_in_words, ordinal, percent};

/// What ten probabilities are called, whatever they are of.
pub(crate) fn probabilities() -> String {
    tr!("Probability of each digit")
}

/// What the page says about the drawing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// Nobody has asked yet.
    Blank,
    /// Somebody asked about a blank canvas.
    NothingDrawn,
    /// Asked, and not yet answered.
    Loading,
    /// Answered, be it by a number or by "not a digit".
    Read(Box<Reading>),
    /// The engine could not answer.
    Failed(EngineError),
}

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    /// The digits, or the guesses in place of them.
    pub(crate) number: Number,
    /// What was on the pad.
    pub(crate) drawing: Drawing,
    /// Which version of the drawing it was.
    pub(crate) version: u32,
    /// Which picture it was, in place of a drawing.
    pub(crate) picture: Option<u32>,
    /// Whether the built-in network of this browser has read it.
    pub(crate) is_built_in: bool,
}

impl Answer {
    /// The state's name, for styles and for tests.
    pub(crate) fn state(&self) -> &'static str {
        match self {
            Self::Blank | Self::NothingDrawn => "blank",
            Self::Loading => "loading",
            Self::Read(reading) if reading.number.is_rejected() => "rejected",
            Self::Read(_) => "ready",
            Self::Failed(_) => "error",
        }
    }

    /// What was read, if anything.
    pub(crate) fn reading(&self) -> Option<&Reading> {
        match self {
            Self::Read(reading) => Some(reading),
            _ => None,
        }
    }
}

impl Reading {
    /// The number in digits, with "?" in place of what is none.
    pub(crate) fn text(&self) -> String {
        self.digits().iter().map(glyph).collect()
    }

    /// The number in words.
    pub(crate) fn words(&self) -> String {
        number_in_words(&self.number.to_string())
    }

    /// How sure the network is of the number; `None` if it is no more than a guess.
    pub(crate) fn confidence(&self) -> Option<f32> {
        (!self.number.is_rejected()).then(|| self.number.confidence())
    }

    /// Why this is no number; `None` if it is one.
    pub(crate) fn objection(&self) -> Option<String> {
        if !self.number.is_rejected() {
            return None;
        }
        let (count, places) = (self.digits().len(), self.rejected());
        let objection = match (count, &*places) {
            (1, _) => tr!("Not a digit"),
            (count, _) if count > MAX_DIGITS => {
                tr!(
                    "These are {count} digits; here a number has up to {most}.",
                    count = count,
                    most = MAX_DIGITS
                )
            }
            (_, places) if places.len() == count => {
                let number = &self.number;
                tr!(
                    "None of the {count} parts is a digit; best guess {guess}.",
                    count = count,
                    guess = number
                )
            }
            (_, [place]) => {
                let (part, guess) = (ordinal(place + 1), self.guess(*place));
                tr!(
                    "The {part} part is not a digit; best guess {guess}.",
                    part = part,
                    guess = guess
                )
            }
            (_, places) => {
                let parts = list(places.iter().map(|place| ordinal(place + 1)));
                let guesses = list(places.iter().map(|&place| self.guess(place)));
                tr!(
                    "The {parts} parts are not digits; best guesses {guesses}.",
                    parts = parts,
                    guesses = guesses
                )
            }
        };
        Some(objection)
    }

    /// What the only digit might have been; `None` if it is read, or one of several.
    pub(crate) fn single_guess(&self) -> Option<String> {
        let is_rejected = self.digits().len() == 1 && self.number.is_rejected();
        is_rejected.then(|| self.guess(0))
    }

    /// Which digit is looked at until somebody chooses one: what is wrong comes first.
    pub(crate) fn first_choice(&self) -> usize {
        self.rejected().first().copied().unwrap_or(0)
    }

    /// What screen readers call the digit at this place.
    pub(crate) fn name(&self, place: usize) -> String {
        let (digits, place_from_1) = (self.digits(), place + 1);
        let (digit, count) = (&digits[place], digits.len());
        let guess = digit.prediction.top1();
        if digit.is_rejected() {
            return tr!(
                "part {place} of {count}: not a digit, best guess {guess}",
                place = place_from_1,
                count = count,
                guess = guess
            );
        }
        let confidence = percent(digit.prediction.confidence());
        tr!(
            "digit {place} of {count}: {digit}, {sure} sure",
            place = place_from_1,
            count = count,
            digit = guess,
            sure = confidence
        )
    }

    /// What the probabilities of the digit at this place are called.
    pub(crate) fn caption(&self, place: usize) -> String {
        let (place_from_1, count) = (place + 1, self.digits().len());
        let is_rejected = self.digits().get(place).is_some_and(Digit::is_rejected);
        match (count, is_rejected) {
            (1, false) => probabilities(),
            (1, true) => tr!("Probabilities, if it were a digit"),
            (_, false) => tr!(
                "Probabilities of digit {place} of {count}",
                place = place_from_1,
                count = count
            ),
            (_, true) => tr!(
                "Part {place} of {count}, if it were a digit",
                place = place_from_1,
                count = count
            ),
        }
    }

    /// The digits from left to right.
    pub(crate) fn digits(&self) -> &[Digit] {
        self.number.digits()
    }

    fn guess(&self, place: usize) -> String {
        self.digits()[place].prediction.top1().to_string()
    }

    fn rejected(&self) -> Vec<usize> {
        let digits = self.digits().iter().enumerate();
        let rejected = digits.filter(|(_, digit)| digit.is_rejected());
        rejected.map(|(place, _)| place).collect()
    }
}

/// The digit as it stands in the answer.
pub(crate) fn glyph(digit: &Digit) -> String {
    if digit.is_rejected() {
        return "?".into();
    }
    digit.prediction.top1().to_string()
}

#[cfg(test)]
pub(crate) mod tests {
    use recognizer::{Prediction, Stroke, segment};

    use super::*;

    /// A reading of these digits; "?" is one that is rejected, with 8 as the best guess.
    pub(crate) fn reading(text: &str) -> Reading {
        let far_apart = |(place, _)| {
            let x = 10.0 + 100.0 * place as f32;
            Stroke::from_iter([(x, 10.0), (x, 90.0)])
        };
        let drawing: Drawing = text.chars().enumerate().map(far_apart).collect();
        let segmentation = segment(&drawing).expect("something is drawn");
        let number = segmentation.read(text.chars().map(prediction).collect());
        Reading {
            number: number.expect("one candidate a digit"),
            drawing,
            version: 0,
            picture: None,
            is_built_in: true,
        }
    }

    fn prediction(digit: char) -> Prediction {
        let mut logits = [0.0; 10];
        let likely = digit.to_digit(10).unwrap_or(8);
        logits[likely as usize] = 10.0;
        let rejection = if digit == '?' { 5.0 } else { -5.0 };
        Prediction::from_outputs(logits, rejection).expect("finite outputs")
    }

    #[test]
    fn a_number_is_read_in_digits_and_words() {
        let reading = reading("2026");
        assert_eq!(reading.text(), "2026");
        assert_eq!(reading.words(), "two thousand twenty-six");
        assert!(reading.confidence().is_some_and(|sure| sure > 0.99));
        assert_eq!((reading.objection(), reading.single_guess()), (None, None));
        assert_eq!(reading.first_choice(), 0);
        assert_eq!(reading.name(1), "digit 2 of 4: 0, > 99.9 % sure");
        assert_eq!(Answer::Read(Box::new(reading)).state(), "ready");
    }

    #[test]
    fn a_rejected_digit_rejects_the_number_and_is_looked_at_first() {
        let reading = reading("20?6");
        assert_eq!(reading.text(), "20?6");
        assert_eq!(reading.number.to_string(), "2086");
        assert_eq!(reading.confidence(), None);
        assert_eq!(reading.first_choice(), 2);
        assert_eq!(reading.name(2), "part 3 of 4: not a digit, best guess 8");
        assert_eq!(Answer::Read(Box::new(reading)).state(), "rejected");
    }

    #[test]
    fn a_rejection_says_what_is_wrong() {
        for (text, expected) in [
            ("?", "Not a digit"),
            ("20?6", "The 3rd part is not a digit; best guess 8."),
            (
                "?1??",
                "The 1st, 3rd and 4th parts are not digits; best guesses 8, 8 and 8.",
            ),
            ("??", "None of the 2 parts is a digit; best guess 88."),
            (
                "123456789012?",
                "These are 13 digits; here a number has up to 12.",
            ),
        ] {
            let objection = reading(text).objection();
            assert_eq!(objection.as_deref(), Some(expected));
        }
    }

    #[test]
    fn the_probabilities_say_what_they_are_of() {
        for (text, place, expected) in [
            ("7", 0, "Probability of each digit"),
            ("?", 0, "Probabilities, if it were a digit"),
            ("20?6", 1, "Probabilities of digit 2 of 4"),
            ("20?6", 2, "Part 3 of 4, if it were a digit"),
        ] {
            assert_eq!(reading(text).caption(place), expected);
        }
    }

    #[test]
    fn only_a_single_digit_has_its_guess_beside_it() {
        assert_eq!(reading("?").single_guess().as_deref(), Some("8"));
        assert_eq!(reading("7").single_guess(), None);
        assert_eq!(reading("7?").single_guess(), None);
    }
}
