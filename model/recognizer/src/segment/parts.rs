//! The strokes of a drawing, grouped by what certainly belongs to one digit.

use std::cmp::Ordering;
use std::mem;

use crate::{BoundingBox, DigitImage, Drawing, Stroke, preprocess};

/// Ink that is never torn apart.
#[derive(Clone, Debug)]
pub(super) struct Part<I> {
    pub(super) bounds: BoundingBox,
    pub(super) ink: I,
    /// Whether its ink goes on in the next part.
    pub(super) is_cut: bool,
}

/// Strokes whose middle is at least this far inside of a wider one, as a part of its width,
/// certainly belong to it. Neighbours that touch, and slanted ones, share no more than an edge.
const INSIDE: f64 = 0.2;

/// The parts of a drawing from left to right; none if nothing was drawn.
pub(super) fn of_drawing(drawing: &Drawing) -> Vec<Part<Vec<Stroke>>> {
    let strokes = drawing.strokes.iter().filter_map(|stroke| {
        let finite = stroke.points.iter().copied().filter(|p| p.is_finite());
        let bounds = BoundingBox::of(finite)?;
        Some(Part {
            bounds,
            ink: vec![stroke.clone()],
            is_cut: false,
        })
    });
    group(strokes.collect())
}

/// The digit image of all strokes in a run of parts.
pub(super) fn image(run: &[Part<Vec<Stroke>>]) -> Option<DigitImage> {
    let strokes = run.iter().flat_map(|part| &part.ink).cloned();
    preprocess(&strokes.collect())
}

/// Joins parts that lie above each other until none do, and orders them from left to right; in
/// which order they came makes no difference.
pub(super) fn group<T>(mut parts: Vec<Part<Vec<T>>>) -> Vec<Part<Vec<T>>> {
    parts.sort_by(|a, b| {
        a.bounds
            .left
            .total_cmp(&b.bounds.left)
            .then(by_center(a, b))
    });
    let mut grouped: Vec<Part<Vec<T>>> = Vec::new();
    for mut part in parts {
        // The joined part may reach others that neither of the two did.
        while let Some(index) = grouped.iter().position(|other| belong(&part, other)) {
            let mut other = grouped.swap_remove(index);
            part.bounds = part.bounds.union(other.bounds);
            // The smaller is moved: a picture of dots would otherwise be copied for each dot.
            if part.ink.len() < other.ink.len() {
                mem::swap(&mut part.ink, &mut other.ink);
            }
            part.ink.append(&mut other.ink);
        }
        grouped.push(part);
    }
    grouped.sort_by(by_center);
    grouped
}

fn by_center<I>(a: &Part<I>, b: &Part<I>) -> Ordering {
    a.bounds.center_x().total_cmp(&b.bounds.center_x())
}

/// Height of the tallest part: about that of a digit.
pub(super) fn line_height<I>(parts: &[Part<I>]) -> f64 {
    let heights = parts.iter().map(|part| part.bounds.height());
    heights.fold(0.0, f64::max)
}

/// Whether the narrower one's middle is well inside of the wider one.
fn belong<I>(a: &Part<I>, b: &Part<I>) -> bool {
    let (narrow, wide) = if a.bounds.width() < b.bounds.width() {
        (a.bounds, b.bounds)
    } else {
        (b.bounds, a.bounds)
    };
    let edge = INSIDE * wide.width();
    (wide.left + edge..=wide.right - edge).contains(&narrow.center_x())
}
