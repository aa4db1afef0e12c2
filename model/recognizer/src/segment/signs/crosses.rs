//! Plus and multiplication signs: lines that cross.

use super::super::cross::{self, Cross};
use super::super::fragments::overlap;
use super::super::shape::Shape;
use super::Line;
use crate::{BoundingBox, Sign};

impl Line<'_> {
    /// Takes out plus and multiplication signs, each of one part or two, with a bar below perhaps.
    pub(super) fn find_crosses(&mut self) {
        for (sign, parts) in self.crosses() {
            if parts.iter().all(|part| self.digits.contains(part)) {
                self.take(sign, parts);
            }
        }
    }

    fn crosses(&self) -> Vec<(Sign, Vec<usize>)> {
        let count = self.shapes.len();
        let singles = (0..count).map(|index| vec![index]);
        let pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| vec![a, b]));
        let crosses = singles.chain(pairs).filter_map(|parts| {
            let kind = self.cross(&parts)?;
            let sign = match kind {
                Cross::Upright => Sign::Plus,
                Cross::Diagonal => Sign::Times,
            };
            Some((sign, self.with_bar(parts)?))
        });
        crosses.collect()
    }

    fn cross(&self, parts: &[usize]) -> Option<Cross> {
        let shapes: Vec<&Shape> = parts.iter().map(|&part| &self.shapes[part]).collect();
        let size = union(&shapes)?.longer_side() / self.height;
        if !(0.2..=1.5).contains(&size) {
            return None;
        }
        match shapes[..] {
            // Larger ones are more likely a 4.
            [one] if size <= 0.9 => cross::of(one),
            [a, b] => cross::of_two(a, b),
            _ => None,
        }
    }

    /// Parts with a dash below them; `None` if other ink is above or below, as in a 4.
    fn with_bar(&self, mut parts: Vec<usize>) -> Option<Vec<usize>> {
        let shapes: Vec<&Shape> = parts.iter().map(|&part| &self.shapes[part]).collect();
        let own = union(&shapes)?;
        let others = (0..self.shapes.len()).filter(|other| !parts.contains(other));
        let stacked: Vec<usize> = others
            .filter(|&other| overlap(own, self.bounds(other)))
            .collect();
        let is_bar =
            |&other: &usize| self.is_dash(other) && self.bounds(other).top > own.center_y();
        match stacked[..] {
            [] => {}
            [bar] if is_bar(&bar) => parts.push(bar),
            _ => return None,
        }
        Some(parts)
    }
}

fn union(shapes: &[&Shape]) -> Option<BoundingBox> {
    let boxes = shapes.iter().map(|shape| shape.bounds);
    boxes.reduce(BoundingBox::union)
}
