//! Commas and apostrophes: short strokes at the foot and at the top of digits.

use super::{CLEAR, Line};
use crate::Sign;

/// Maximum length of a comma or an apostrophe, and maximum width.
const COMMA: f64 = 0.7;
const COMMA_WIDTH: f64 = 0.35;

/// Maximum length of an apostrophe, and of a comma that may curl.
const CURLED: f64 = 0.4;

/// Minimum distance of an apostrophe from a digit: the flag of a 1 is closer.
const CLEAR_APOSTROPHE: f64 = 0.15;

impl Line<'_> {
    /// Takes out short strokes at the foot and at the top of digits.
    pub(super) fn find_commas(&mut self) {
        let short: Vec<usize> = self
            .digits
            .iter()
            .copied()
            .filter(|&index| self.is_short(index))
            .collect();
        for index in short {
            if let Some(sign) = self.comma(index) {
                self.take(sign, vec![index]);
            }
        }
    }

    /// Whether it continues a digit downward, as the stem of a 4 may.
    fn is_stem(&self, index: usize, clearance: f64) -> bool {
        let own = self.bounds(index);
        let is_close = own.height() > CURLED * self.height || clearance < 2.0 * CLEAR;
        let mut others = self.others(index).map(|other| self.bounds(other));
        is_close
            && others.any(|digit| {
                (digit.left..=digit.right).contains(&own.center_x()) && own.top < digit.bottom
            })
    }

    fn is_short(&self, index: usize) -> bool {
        let bounds = self.bounds(index);
        !self.is_dot(index)
            && bounds.height() <= COMMA * self.height
            && bounds.width() <= COMMA_WIDTH * self.height
    }

    fn comma(&self, index: usize) -> Option<Sign> {
        let bounds = self.bounds(index);
        let (top, bottom) = (
            self.level(index, bounds.top),
            self.level(index, bounds.bottom),
        );
        let clearance = self.clearance(index);
        let shape = &self.shapes[index];
        let is_short = bounds.height() <= CURLED * self.height;
        let is_low = top >= 0.55 && bottom >= if is_short { 0.95 } else { 1.15 };
        let is_apart = clearance >= CLEAR && !self.is_stem(index, clearance);
        // A longer one may be the stem of a 4.
        let is_comma = is_short || (shape.is_nearly_straight() && top >= 0.68 && clearance >= 0.15);
        if is_low && is_apart && is_comma && !shape.is_flat() {
            return Some(Sign::Comma);
        }
        let is_high = bottom <= 0.45 && top >= -0.4 && is_short;
        let is_apostrophe =
            is_high && clearance >= CLEAR_APOSTROPHE && self.is_beside(index) && !shape.is_flat();
        is_apostrophe.then_some(Sign::Apostrophe)
    }
}
