//! Signs beside digits, found by shape and place: the network knows digits only.

mod commas;
mod crosses;
mod slashes;
mod stacks;

use super::fragments::overlap;
use super::rows::{TALL, tall};
use super::shape::Shape;
use crate::{BoundingBox, Sign};

/// Maximum extent of a dot, relative to the height of a digit.
const DOT: f64 = 0.18;

/// Minimum height of the pen's path in pixels for signs in pictures: in smaller digits, broken ends and dirt look like
/// signs.
const LEGIBLE: f64 = 24.0;

/// Range of the length of a minus.
const DASH: std::ops::RangeInclusive<f64> = 0.12..=1.6;

/// Minimum distance of a dot or comma, and of a dash, from a digit's ink: parts of a digit are closer.
const CLEAR: f64 = 0.08;
const CLEAR_DASH: f64 = 0.04;

/// Sign and the indices of its shapes.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) parts: Vec<usize>,
    pub(super) sign: Sign,
}

/// Signs in a row of ink; none unless some of the ink may be a digit.
pub(super) fn find(shapes: &[Shape]) -> Vec<Found> {
    let (_, height) = tall(shapes);
    let is_picture = shapes.iter().any(|shape| shape.pen > 0.0);
    if is_picture && height < LEGIBLE {
        return Vec::new();
    }
    let mut line = Line {
        shapes,
        height,
        digits: (0..shapes.len()).collect(),
        found: Vec::new(),
    };
    line.find_crosses();
    line.find_slashes();
    line.find_stacks();
    line.find_commas();
    let is_digit = |&index: &usize| line.is_tall(index);
    if line.digits.iter().any(is_digit) {
        line.found
    } else {
        Vec::new()
    }
}

/// Row of ink while signs are taken out of it.
struct Line<'a> {
    shapes: &'a [Shape],
    /// Height of a digit.
    height: f64,
    /// Indices of shapes that belong to no sign yet.
    digits: Vec<usize>,
    found: Vec<Found>,
}

impl Line<'_> {
    fn take(&mut self, sign: Sign, parts: Vec<usize>) {
        self.digits.retain(|index| !parts.contains(index));
        self.found.push(Found { parts, sign });
    }

    fn bounds(&self, index: usize) -> BoundingBox {
        self.shapes[index].bounds
    }

    fn is_dot(&self, index: usize) -> bool {
        self.bounds(index).longer_side() <= DOT * self.height
    }

    fn is_dash(&self, index: usize) -> bool {
        let shape = &self.shapes[index];
        !self.is_dot(index) && shape.is_flat() && DASH.contains(&(shape.length / self.height))
    }

    fn is_tall(&self, index: usize) -> bool {
        !self.shapes[index].is_flat() && self.bounds(index).height() >= TALL * self.height
    }

    /// Ink that is neither a dot nor a dash nor this.
    fn others(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let all = self.digits.iter().copied();
        all.filter(move |&other| other != index && !self.is_dot(other) && !self.is_dash(other))
    }

    /// Distance from other ink, relative to the height of a digit.
    fn clearance(&self, index: usize) -> f64 {
        let distances = self
            .others(index)
            .map(|other| self.shapes[index].distance(&self.shapes[other]));
        distances.fold(f64::INFINITY, f64::min) / self.height
    }

    /// Whether it lies above or below no other ink.
    fn is_beside(&self, index: usize) -> bool {
        let own = self.bounds(index);
        self.others(index)
            .all(|other| !overlap(own, self.bounds(other)))
    }

    /// Place of a height between the top and the foot of the nearest digit, from 0 to 1.
    fn level(&self, index: usize, y: f64) -> f64 {
        let x = self.bounds(index).center_x();
        let away = |digit: &BoundingBox| (digit.left - x).max(x - digit.right);
        let digits = self.whole_digits(index).into_iter();
        let digits = digits.filter(|digit| digit.height() >= TALL * self.height);
        let nearest = digits.min_by(|a, b| away(a).total_cmp(&away(b)));
        nearest.map_or(0.5, |digit| (y - digit.top) / digit.height())
    }

    /// Boxes of other ink, with the parts of a digit in one.
    fn whole_digits(&self, index: usize) -> Vec<BoundingBox> {
        let mut digits: Vec<BoundingBox> = Vec::new();
        for other in self.others(index) {
            let mut own = self.bounds(other);
            while let Some(part) = digits.iter().position(|&digit| overlap(own, digit)) {
                own = own.union(digits.swap_remove(part));
            }
            digits.push(own);
        }
        digits
    }
}
