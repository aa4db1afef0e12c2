//! Dots and dashes, alone or above each other: points, minus, colons, equals signs.

use super::super::fragments::overlap;
use super::{CLEAR, CLEAR_DASH, DOT, Line};
use crate::Sign;

/// Minimum distance of a dash at the top or the foot of a digit, where a 5, a 7 and a 2 have bars.
const CLEAR_BAR: f64 = 0.35;

/// Minimum level of a dash, and of one that begins above or below the digit before it, as the bar of a
/// 5 does.
const LEVEL: f64 = 0.22;
const BAR_LEVEL: f64 = 0.42;

/// Maximum distance between the parts of a sign that lie above each other.
const STACKED: f64 = 0.8;

impl Line<'_> {
    /// Takes out dots and dashes, alone or above each other.
    pub(super) fn find_stacks(&mut self) {
        let loose = self.digits.iter().copied().filter(|&index| {
            (self.is_dot(index) && self.clearance(index) >= CLEAR)
                || (self.is_dash(index)
                    && self.clearance(index) >= CLEAR_DASH
                    && self.is_beside(index))
        });
        let mut stacks: Vec<Vec<usize>> = Vec::new();
        for index in loose {
            let is_stacked = |stack: &mut Vec<usize>| {
                let mut stack = stack.iter();
                stack.any(|&other| self.are_stacked(index, other))
            };
            let mut stack: Vec<usize> = stacks.extract_if(.., is_stacked).flatten().collect();
            stack.push(index);
            stacks.push(stack);
        }
        for stack in stacks {
            self.take_stack(stack);
        }
    }

    fn are_stacked(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.bounds(a), self.bounds(b));
        let gap = a.top.max(b.top) - a.bottom.min(b.bottom);
        let offset = (a.center_x() - b.center_x()).abs();
        let is_aligned = overlap(a, b) || offset <= DOT * self.height;
        is_aligned && gap <= STACKED * self.height
    }

    fn take_stack(&mut self, stack: Vec<usize>) {
        let dots = stack.iter().filter(|&&part| self.is_dot(part)).count();
        let whole = match (dots, stack.len() - dots) {
            (2.., 0) => Some(Sign::Colon),
            (0, 2..) => Some(Sign::Equals),
            (1.., 1..) if stack.len() > 2 => Some(Sign::Divide),
            _ => None,
        };
        if let Some(sign) = whole {
            return self.take(sign, stack);
        }
        for part in stack {
            if let Some(sign) = self.single(part) {
                self.take(sign, vec![part]);
            }
        }
    }

    /// Sign of one dot or dash by its height; `None` if it may belong to a digit, or is dirt.
    fn single(&self, index: usize) -> Option<Sign> {
        let level = self.level(index, self.bounds(index).center_y());
        if self.is_dot(index) {
            return match level {
                0.68..=1.8 if !self.is_inside(index) => Some(Sign::Point),
                0.25..0.68 if self.is_beside(index) => Some(Sign::MiddleDot),
                -0.3..0.25 if self.is_beside(index) => Some(Sign::Apostrophe),
                _ => None,
            };
        }
        let is_short = self.shapes[index].length <= 0.3 * self.height;
        match level {
            ..BAR_LEVEL if self.is_bar(index) => None,
            LEVEL..=0.85 => Some(Sign::Minus),
            0.85..=1.4 if is_short => Some(Sign::Point),
            -0.2..=1.4 if self.clearance(index) >= CLEAR_BAR => Some(Sign::Minus),
            _ => None,
        }
    }

    /// Whether it lies within the box of a digit, as dirt in a 0 does.
    fn is_inside(&self, index: usize) -> bool {
        let own = self.bounds(index);
        self.others(index).any(|other| {
            let digit = self.bounds(other);
            overlap(own, digit) && own.center_y() < digit.bottom - 0.1 * self.height
        })
    }

    /// Whether it begins above or below the digit before it.
    fn is_bar(&self, index: usize) -> bool {
        let own = self.bounds(index);
        self.others(index).any(|other| {
            let digit = self.bounds(other);
            digit.left < own.left && own.left < digit.right - 0.1 * own.width()
        })
    }
}
