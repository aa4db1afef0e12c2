//! Layout of the ink: rows, the signs in them, and the fragments of digits.

use super::fragments::{Fragment, group};
use super::order::sort_by_key;
use super::shape::Shape;
use super::{rows, signs};
use crate::{BoundingBox, Mark};

/// Maximum number of strokes or components whose layout is examined; more are text or a pattern.
const MAX_PARTS: usize = 80;

/// Ink of one row.
#[derive(Debug)]
pub(super) struct Row<I> {
    /// Fragments of digits from left to right.
    pub(super) fragments: Vec<Fragment<I>>,
    pub(super) marks: Vec<Mark>,
}

/// Rows from top to bottom; empty without parts.
pub(super) fn rows<T>(mut parts: Vec<(Shape, Fragment<Vec<T>>)>) -> Vec<Row<Vec<T>>> {
    if parts.is_empty() {
        return Vec::new();
    }
    // The result must not depend on the order of the strokes.
    sort_by_key(&mut parts, |(_, it)| [it.bounds.top, it.bounds.bottom]);
    sort_by_key(&mut parts, |(_, it)| [it.bounds.left, it.bounds.center_x()]);
    let (shapes, fragments): (Vec<Shape>, Vec<_>) = parts.into_iter().unzip();
    if shapes.len() > MAX_PARTS {
        return vec![Row::new(fragments, &[])];
    }
    let mut fragments: Vec<_> = fragments.into_iter().map(Some).collect();
    let rows = rows::find(&shapes).into_iter().map(|mut row| {
        sort_by_key(&mut row, |&index| [index as f64, 0.0]);
        let own: Vec<Shape> = row.iter().map(|&index| shapes[index].clone()).collect();
        let found = signs::find(&own);
        let own = row.iter().filter_map(|&index| fragments[index].take());
        Row::new(own.collect(), &found)
    });
    rows.collect()
}

impl<T> Row<Vec<T>> {
    /// Row of these strokes or components, some of which are signs.
    fn new(parts: Vec<Fragment<Vec<T>>>, signs: &[signs::Found]) -> Self {
        let marks = signs.iter().filter_map(|found| {
            let boxes = found.parts.iter().map(|&part| parts[part].bounds);
            let bounds = boxes.reduce(BoundingBox::union)?;
            Some(Mark {
                sign: found.sign,
                bounds,
            })
        });
        let mut marks: Vec<Mark> = marks.collect();
        sort_by_key(&mut marks, |mark| [mark.bounds.center_x(), 0.0]);
        let is_digit = |index: &usize| !signs.iter().any(|found| found.parts.contains(index));
        let digits = parts
            .into_iter()
            .enumerate()
            .filter(|(index, _)| is_digit(index));
        Self {
            fragments: group(digits.map(|(_, part)| part).collect()),
            marks,
        }
    }
}
