//! Fragments of a drawing: strokes grouped by what belongs to one digit for certain.

use std::mem;

use super::layout::{self, Row};
use super::order::sort_by_key;
use super::shape::Shape;
use crate::{BoundingBox, DigitImage, Drawing, Stroke, preprocess};

/// Ink that is never split further.
#[derive(Clone, Debug)]
pub(super) struct Fragment<I> {
    pub(super) bounds: BoundingBox,
    pub(super) ink: I,
    /// Whether its ink is connected to that of the next fragment.
    pub(super) is_cut: bool,
}

/// Minimum distance of a stroke's center from the edges of a wider one, as a fraction of the wider
/// width, for both to belong to one digit. Touching and slanted neighbors overlap only at an edge.
const MIN_INSET: f64 = 0.2;

/// Rows of a drawing from top to bottom; empty if it is blank.
pub(super) fn of_drawing(drawing: &Drawing) -> Vec<Row<Vec<Stroke>>> {
    let strokes = drawing.strokes.iter().filter_map(|stroke| {
        let finite = stroke.points.iter().copied().filter(|p| p.is_finite());
        let fragment = Fragment {
            bounds: BoundingBox::of(finite)?,
            ink: vec![stroke.clone()],
            is_cut: false,
        };
        Some((Shape::of_stroke(stroke)?, fragment))
    });
    layout::rows(strokes.collect())
}

/// Digit image of a run of fragments.
pub(super) fn image(run: &[Fragment<Vec<Stroke>>]) -> Option<DigitImage> {
    let strokes = run.iter().flat_map(|fragment| &fragment.ink).cloned();
    preprocess(&strokes.collect())
}

/// Merges fragments that lie above each other until none do, and sorts them from left to right; the
/// result does not depend on the input order.
pub(super) fn group<T>(mut fragments: Vec<Fragment<Vec<T>>>) -> Vec<Fragment<Vec<T>>> {
    sort_by_key(&mut fragments, |it| [it.bounds.left, it.bounds.center_x()]);
    let mut grouped: Vec<Fragment<Vec<T>>> = Vec::new();
    for mut fragment in fragments {
        // A merged fragment may overlap others that neither of the two did.
        while let Some(index) = grouped
            .iter()
            .position(|other| overlap(fragment.bounds, other.bounds))
        {
            let mut other = grouped.swap_remove(index);
            fragment.bounds = fragment.bounds.union(other.bounds);
            // Appending the smaller to the larger keeps pictures of many dots from quadratic time.
            if fragment.ink.len() < other.ink.len() {
                mem::swap(&mut fragment.ink, &mut other.ink);
            }
            fragment.ink.append(&mut other.ink);
        }
        grouped.push(fragment);
    }
    sort_by_key(&mut grouped, |it| [it.bounds.center_x(), 0.0]);
    grouped
}

/// Height of the tallest fragment: about that of a digit.
pub(super) fn line_height<I>(fragments: &[Fragment<I>]) -> f64 {
    let heights = fragments.iter().map(|fragment| fragment.bounds.height());
    heights.fold(0.0, f64::max)
}

/// Whether the center of the narrower one is well inside the wider one, horizontally.
pub(super) fn overlap(a: BoundingBox, b: BoundingBox) -> bool {
    let (narrow, wide) = if a.width() < b.width() {
        (a, b)
    } else {
        (b, a)
    };
    let inset = MIN_INSET * wide.width();
    (wide.left + inset..=wide.right - inset).contains(&narrow.center_x())
}
