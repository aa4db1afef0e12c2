//! The strokes of a drawing, grouped by what certainly belongs to one digit.

use crate::{BoundingBox, DigitImage, Drawing, Stroke, preprocess};

/// Ink that is never torn apart.
#[derive(Clone, Debug)]
pub(super) struct Part<I> {
    pub(super) bounds: BoundingBox,
    pub(super) ink: I,
}

/// Strokes share at least this part of the narrower one's width if they certainly belong together.
const COMMON_WIDTH: f64 = 0.7;

/// … and at least this part of the line's height: neighbours that touch, and slanted ones, have
/// boxes that overlap by a little, and a 1 is narrow.
const COMMON_HEIGHT: f64 = 0.15;

/// The parts of a drawing from left to right; none if nothing was drawn.
pub(super) fn of_drawing(drawing: &Drawing) -> Vec<Part<Vec<Stroke>>> {
    let strokes = drawing.strokes.iter().filter_map(|stroke| {
        let finite = stroke.points.iter().copied().filter(|p| p.is_finite());
        let bounds = BoundingBox::of(finite)?;
        Some(Part {
            bounds,
            ink: vec![stroke.clone()],
        })
    });
    group(strokes.collect())
}

/// The digit image of all strokes in a run of parts.
pub(super) fn image(run: &[Part<Vec<Stroke>>]) -> Option<DigitImage> {
    let strokes = run.iter().flat_map(|part| &part.ink).cloned();
    preprocess(&strokes.collect())
}

/// Joins parts that lie above each other until none do, and orders them from left to right.
pub(super) fn group<I: Extend<T> + IntoIterator<Item = T>, T>(parts: Vec<Part<I>>) -> Vec<Part<I>> {
    let line = line_height(&parts);
    let mut grouped: Vec<Part<I>> = Vec::new();
    for mut part in parts {
        // The joined part may reach others that neither of the two did.
        while let Some(index) = grouped.iter().position(|other| belong(&part, other, line)) {
            let other = grouped.swap_remove(index);
            part.bounds = part.bounds.union(other.bounds);
            part.ink.extend(other.ink);
        }
        grouped.push(part);
    }
    grouped.sort_by(|a, b| a.bounds.center_x().total_cmp(&b.bounds.center_x()));
    grouped
}

/// Height of the tallest part: about that of a digit.
pub(super) fn line_height<I>(parts: &[Part<I>]) -> f64 {
    let heights = parts.iter().map(|part| part.bounds.height());
    heights.fold(0.0, f64::max)
}

fn belong<I>(a: &Part<I>, b: &Part<I>, line: f64) -> bool {
    let common = a.bounds.right.min(b.bounds.right) - a.bounds.left.max(b.bounds.left);
    let narrower = a.bounds.width().min(b.bounds.width());
    common > COMMON_WIDTH * narrower && common > COMMON_HEIGHT * line
}
