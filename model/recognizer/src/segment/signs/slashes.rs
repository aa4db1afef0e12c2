//! Slashes: strokes that lean and are longer than a 1.

use super::super::order::median;
use super::Line;
use crate::{BoundingBox, Sign};

/// Horizontal part of a slash's length if it is hardly longer than a digit, its change per digit height
/// for longer ones, and the least of all: a 1 leans, too, but is no longer than other digits.
const LEAN: f64 = 0.42;
const LEAN_SLOPE: f64 = 0.6;
const MIN_LEAN: f64 = 0.15;

/// Minimum height of a slash, relative to that of the digits.
const LONG: f64 = 1.2;

/// Minimum distance of a slash from a digit's ink.
const CLEAR_SLASH: f64 = 0.1;

impl Line<'_> {
    /// Takes out strokes that lean and are longer than a 1.
    pub(super) fn find_slashes(&mut self) {
        let all = self.digits.iter().copied();
        let slashes: Vec<usize> = all.filter(|&index| self.is_slash(index)).collect();
        for index in slashes {
            self.take(Sign::Slash, vec![index]);
        }
    }

    fn is_slash(&self, index: usize) -> bool {
        let shape = &self.shapes[index];
        let digits = self.others(index).filter(|&other| self.is_tall(other));
        let digits: Vec<BoundingBox> = digits.map(|other| self.bounds(other)).collect();
        let Some(height) = median(digits.iter().map(BoundingBox::height)) else {
            return false;
        };
        let middle = shape.bounds.center_x();
        let is_between = digits.iter().any(|digit| digit.center_x() < middle)
            && digits.iter().any(|digit| digit.center_x() > middle);
        let length = shape.bounds.height() / height;
        let lean = (1.0 - shape.rise * shape.rise).max(0.0).sqrt();
        shape.is_straight()
            && !shape.is_flat()
            && shape.rise > 0.0
            && is_between
            && length >= LONG
            && lean >= (LEAN - LEAN_SLOPE * (length - LONG)).max(MIN_LEAN)
            && self.clearance(index) >= CLEAR_SLASH
            && self.is_beside(index)
    }
}
