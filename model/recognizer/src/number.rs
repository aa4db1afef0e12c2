use std::fmt;
use std::ops::Range;

use crate::segment::sort_by_key;
use crate::{BoundingBox, DigitImage, Mark, Prediction};

/// Maximum number of digits; a longer number is rejected.
pub const MAX_DIGITS: usize = 12;

/// Recognized number: one or more digits in reading order, with the signs among them.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    digits: Vec<Digit>,
    marks: Vec<Mark>,
    /// Digits and signs of each row.
    rows: Vec<(Range<usize>, Range<usize>)>,
}

/// Digit of a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Digit {
    /// Bounding box of its ink: drawing units for strokes, pixels for rasters.
    pub bounds: BoundingBox,
    /// Network input.
    pub image: DigitImage,
    /// Network output.
    pub prediction: Prediction,
}

/// Digit or sign of a number.
#[derive(Clone, Copy, Debug)]
pub enum Symbol<'a> {
    /// A digit, with its index among [`Number::digits`].
    Digit(usize, &'a Digit),
    /// A sign.
    Mark(&'a Mark),
}

impl Number {
    /// Number of these rows from top to bottom, each with its digits and signs from left to right.
    pub(crate) fn of_rows(rows: Vec<(Vec<Digit>, Vec<Mark>)>) -> Self {
        let mut number = Self {
            digits: Vec::new(),
            marks: Vec::new(),
            rows: Vec::new(),
        };
        for (digits, marks) in rows {
            let firsts = (number.digits.len(), number.marks.len());
            number.digits.extend(digits);
            number.marks.extend(marks);
            let ends = (number.digits.len(), number.marks.len());
            number.rows.push((firsts.0..ends.0, firsts.1..ends.1));
        }
        number
    }

    /// Digits row by row, from left to right; at least one.
    pub fn digits(&self) -> &[Digit] {
        &self.digits
    }

    /// Signs row by row, from left to right: a point, a minus and others.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Rows from top to bottom, each a number of its own.
    pub fn rows(&self) -> Vec<Self> {
        let rows = self.rows.iter().map(|(digits, marks)| {
            let digits = self.digits[digits.clone()].to_vec();
            Self::of_rows(vec![(digits, self.marks[marks.clone()].to_vec())])
        });
        rows.collect()
    }

    /// Number of rows.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Digits and signs in reading order.
    pub fn symbols(&self) -> impl Iterator<Item = Symbol<'_>> {
        self.rows.iter().flat_map(|row| self.symbols_of(row))
    }

    fn symbols_of(&self, (digits, marks): &(Range<usize>, Range<usize>)) -> Vec<Symbol<'_>> {
        let digits = digits.clone().map(|i| Symbol::Digit(i, &self.digits[i]));
        let marks = self.marks[marks.clone()].iter().map(Symbol::Mark);
        let mut symbols: Vec<Symbol> = digits.chain(marks).collect();
        sort_by_key(&mut symbols, |symbol| [symbol.center_x(), 0.0]);
        symbols
    }

    /// Whether it is one row without signs.
    pub fn is_whole(&self) -> bool {
        self.marks.is_empty() && self.rows.len() == 1
    }

    /// Whether a digit is rejected, there are more than [`MAX_DIGITS`], signs or several rows: the
    /// number is then only a guess.
    pub fn is_rejected(&self) -> bool {
        !self.is_whole()
            || self.digits.len() > MAX_DIGITS
            || self.digits.iter().any(Digit::is_rejected)
    }

    /// Product of the digits' confidences, in 0..=1: the probability that every digit is right, if
    /// their errors are independent.
    ///
    /// Rejection and segmentation do not count.
    pub fn confidence(&self) -> f32 {
        let confidences = self
            .digits
            .iter()
            .map(|digit| digit.prediction.confidence());
        confidences.product()
    }

    /// Text with `glyph` for each digit, the signs among them, and a space between rows.
    pub fn text(&self, glyph: impl Fn(&Digit) -> String) -> String {
        let symbol = |symbol: Symbol| match symbol {
            Symbol::Digit(_, digit) => glyph(digit),
            Symbol::Mark(mark) => mark.sign.to_string(),
        };
        let row = |row| self.symbols_of(row).into_iter().map(symbol).collect();
        let rows: Vec<String> = self.rows.iter().map(row).collect();
        rows.join(" ")
    }
}

impl Symbol<'_> {
    fn center_x(&self) -> f64 {
        match self {
            Self::Digit(_, digit) => digit.bounds.center_x(),
            Self::Mark(mark) => mark.bounds.center_x(),
        }
    }
}

impl Digit {
    /// Whether the network rejects it as "not a digit".
    pub fn is_rejected(&self) -> bool {
        self.prediction.is_rejected()
    }
}

/// Most probable digits without separators, as in `2026`; with signs, as in `3.14`, and a space between
/// rows.
impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(|digit| digit.prediction.top1().to_string()))
    }
}
