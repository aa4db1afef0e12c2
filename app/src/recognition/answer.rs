//! The answer on the page, and its wording.

use recognizer::{Digit, Drawing, MAX_DIGITS, Number, Symbol};

use crate::engines::EngineError;
use crate::i18n::format::{list, number_in_words, ordinal, percent};

/// Caption of probabilities without further details.
pub(super) fn probabilities() -> String {
    tr!("Probability of each digit")
}

/// Answer to the last question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// No question has been asked.
    Blank,
    /// The canvas was blank.
    NothingDrawn,
    /// The engine has not answered yet.
    Loading,
    /// The ink was read, as a number or as "not a digit".
    Read(Box<Reading>),
    /// The engine gave no answer.
    Failed(EngineError),
}

/// Number that was read, and from which ink.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    /// Digits, or best guesses for rejected ones.
    pub(crate) number: Number,
    /// Rows to choose from; empty unless there are several.
    pub(crate) rows: Vec<Number>,
    /// Drawing on the pad.
    pub(crate) drawing: Drawing,
    /// Version of the drawing.
    pub(crate) version: u32,
    /// ID of the picture that was read in place of the drawing.
    pub(crate) picture: Option<u32>,
    /// Whether the built-in network of this browser gave the answer.
    pub(crate) is_built_in: bool,
}

impl Answer {
    /// Name for styles and tests.
    pub(crate) fn state(&self) -> &'static str {
        match self {
            Self::Blank | Self::NothingDrawn => "blank",
            Self::Loading => "loading",
            Self::Read(reading) if reading.number.is_rejected() => "rejected",
            Self::Read(_) => "ready",
            Self::Failed(_) => "error",
        }
    }

    /// The reading, if there is one.
    pub(crate) fn reading(&self) -> Option<&Reading> {
        match self {
            Self::Read(reading) => Some(reading),
            _ => None,
        }
    }
}

impl Reading {
    /// Number in digits, with "?" for rejected ones.
    pub(crate) fn text(&self) -> String {
        self.number.text(glyph)
    }

    /// The same for the history, whose format knows digits and "?" only: that for each sign, too.
    pub(crate) fn stored_text(&self) -> String {
        let known = |glyph: char| if glyph.is_ascii_digit() { glyph } else { '?' };
        self.text().chars().map(known).collect()
    }

    /// Number in words.
    pub(crate) fn words(&self) -> String {
        number_in_words(&self.number.to_string())
    }

    /// Confidence of the number; `None` if any digit is rejected.
    pub(crate) fn confidence(&self) -> Option<f32> {
        (!self.number.is_rejected()).then(|| self.number.confidence())
    }

    /// Why it is no number; `None` if it is one.
    pub(crate) fn rejection(&self) -> Option<String> {
        if !self.number.is_rejected() {
            return None;
        }
        if let Some(kind) = not_whole(&self.number) {
            return Some(kind);
        }
        let (count, places) = (self.digits().len(), self.rejected());
        let rejection = match (count, &*places) {
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
        Some(rejection)
    }

    /// Shows one of several rows.
    pub(crate) fn choose_row(&mut self, row: usize) {
        if let Some(row) = self.rows.get(row) {
            self.number = row.clone();
        }
    }

    /// Best guess for a single rejected digit.
    pub(crate) fn single_guess(&self) -> Option<String> {
        let is_rejected = self.digits().len() == 1 && self.number.is_rejected();
        (is_rejected && self.number.is_whole()).then(|| self.guess(0))
    }

    /// Index of the digit that is selected at first: the first rejected one, else the first.
    pub(crate) fn first_choice(&self) -> usize {
        self.rejected().first().copied().unwrap_or(0)
    }

    /// Accessible name of the digit at this index.
    pub(crate) fn digit_name(&self, index: usize) -> String {
        let (digits, place_from_1) = (self.digits(), index + 1);
        let (digit, count) = (&digits[index], digits.len());
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

    /// Caption of the probabilities of the digit at this index.
    pub(crate) fn caption(&self, index: usize) -> String {
        let (place_from_1, count) = (index + 1, self.digits().len());
        let is_rejected = self.digits().get(index).is_some_and(Digit::is_rejected);
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

    /// Digits from left to right.
    pub(crate) fn digits(&self) -> &[Digit] {
        self.number.digits()
    }

    /// Best guess for the digit at this index.
    fn guess(&self, index: usize) -> String {
        self.digits()[index].prediction.top1().to_string()
    }

    /// Indices of rejected digits.
    fn rejected(&self) -> Vec<usize> {
        let digits = self.digits().iter().enumerate();
        let rejected = digits.filter(|(_, digit)| digit.is_rejected());
        rejected.map(|(index, _)| index).collect()
    }
}

/// What a number is that has signs or several rows; `None` if it is whole.
pub(crate) fn not_whole(number: &Number) -> Option<String> {
    if number.row_count() > 1 {
        let rows = list(number.rows().iter().map(|row| row.text(glyph)));
        let count = number.row_count();
        return Some(tr!(
            "These are {count} rows: {rows}. Choose one.",
            count = count,
            rows = rows
        ));
    }
    let symbols = || {
        let symbols = number.symbols().map(|symbol| match symbol {
            Symbol::Digit(_, digit) => glyph(digit),
            Symbol::Mark(mark) => mark.sign.to_string(),
        });
        symbols.collect::<Vec<_>>().join(" ")
    };
    (!number.is_whole()).then(|| tr!("Not a whole number: I see {symbols}", symbols = symbols()))
}

/// Digit as it is shown: "?" if it is rejected.
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

    /// A reading of these digits and points, in lines; "?" is a digit that is rejected, with 8 as the
    /// best guess.
    pub(crate) fn reading(text: &str) -> Reading {
        let far_apart = |(row, line): (usize, &str)| {
            let stroke = move |(place, symbol)| {
                let (x, y) = (10.0 + 100.0 * place as f32, 200.0 * row as f32);
                let top = if symbol == '.' { 88.0 } else { 10.0 };
                Stroke::from_iter([(x, y + top), (x, y + 90.0)])
            };
            line.chars().enumerate().map(stroke).collect::<Vec<_>>()
        };
        let drawing: Drawing = text.lines().enumerate().flat_map(far_apart).collect();
        let segmentation = segment(&drawing).expect("something is drawn");
        let digits = text.chars().filter(|symbol| !".\n".contains(*symbol));
        let number = segmentation.read(digits.map(prediction).collect());
        let number = number.expect("one candidate a digit");
        Reading {
            rows: super::super::question::choices(&number),
            number,
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
        assert_eq!((reading.rejection(), reading.single_guess()), (None, None));
        assert_eq!(reading.first_choice(), 0);
        assert_eq!(reading.digit_name(1), "digit 2 of 4: 0, > 99.9 % sure");
        assert_eq!(Answer::Read(Box::new(reading)).state(), "ready");
    }

    #[test]
    fn a_rejected_digit_rejects_the_number_and_is_selected() {
        let reading = reading("20?6");
        assert_eq!(reading.text(), "20?6");
        assert_eq!(reading.number.to_string(), "2086");
        assert_eq!(reading.confidence(), None);
        assert_eq!(reading.first_choice(), 2);
        assert_eq!(
            reading.digit_name(2),
            "part 3 of 4: not a digit, best guess 8"
        );
        assert_eq!(Answer::Read(Box::new(reading)).state(), "rejected");
    }

    #[test]
    fn a_rejection_names_the_rejected_parts() {
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
            let rejection = reading(text).rejection();
            assert_eq!(rejection.as_deref(), Some(expected));
        }
    }

    #[test]
    fn signs_and_rows_are_named_and_are_no_number() {
        for (text, expected, stored) in [
            ("3.14", "Not a whole number: I see 3 . 1 4", "3?14"),
            ("5.", "Not a whole number: I see 5 .", "5?"),
            (".?", "Not a whole number: I see . ?", "??"),
            (
                "12\n34",
                "These are 2 rows: 12 and 34. Choose one.",
                "12?34",
            ),
            (
                "1\n2.5\n3",
                "These are 3 rows: 1, 2.5 and 3. Choose one.",
                "1?2?5?3",
            ),
        ] {
            let reading = reading(text);
            assert_eq!(reading.rejection().as_deref(), Some(expected));
            assert_eq!(reading.confidence(), None, "{text}");
            assert_eq!(reading.single_guess(), None, "{text}");
            assert_eq!(reading.stored_text(), stored);
            assert_eq!(Answer::Read(Box::new(reading)).state(), "rejected");
        }
    }

    #[test]
    fn each_of_several_rows_can_be_chosen() {
        let rows = |text: &str| -> Vec<String> {
            reading(text).rows.iter().map(ToString::to_string).collect()
        };
        assert_eq!(rows("12"), [""; 0]);
        assert_eq!(rows("12\n34"), ["12", "34"]);
        let mut reading = reading("12\n3.4");
        reading.choose_row(0);
        assert_eq!((reading.text(), reading.rejection()), ("12".into(), None));
        reading.choose_row(1);
        let expected = "Not a whole number: I see 3 . 4";
        assert_eq!(reading.rejection().as_deref(), Some(expected));
    }

    #[test]
    fn the_caption_of_probabilities_names_the_digit() {
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
    fn only_a_single_rejected_digit_has_a_best_guess() {
        assert_eq!(reading("?").single_guess().as_deref(), Some("8"));
        assert_eq!(reading("7").single_guess(), None);
        assert_eq!(reading("7?").single_guess(), None);
    }
}
