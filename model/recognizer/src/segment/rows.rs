//! Rows of digits: numbers above each other.

use super::fragments::overlap;
use super::order::{median, sort_by_key};
use super::shape::Shape;
use crate::BoundingBox;

/// Maximum number of rows; more are text, which is read as one line.
const MAX_ROWS: usize = 6;

/// Minimum height of ink that may be a digit, relative to the median of such ink.
pub(super) const TALL: f64 = 0.4;

/// Maximum gap between neighbors in a row, relative to the height of a digit.
const NEIGHBOR: f64 = 1.3;

/// Maximum distance between the middles of neighbors in a row, relative to the height of a digit: that
/// of a line that climbs by 30°.
const CLIMB: f64 = 0.6;

/// Minimum overlap of the heights of neighbors in a row, relative to the lower one.
const OVERLAP: f64 = 0.3;

/// Minimum distance between the ink of two rows, relative to the height of a digit: parts of broken
/// digits are closer.
const GAP: f64 = 0.15;

/// Minimum distance of rows whose parts lie right above each other, and their minimum ratio of heights:
/// the two circles of an 8 are closer, or differ in size.
const ALIGNED_GAP: f64 = 0.3;
const SIMILAR: f64 = 0.55;

/// Minimum slope between the nearest digits of two rows: those of one line climb less.
const STEEP: f64 = 0.7;

/// Indices of the shapes in each row, from top to bottom.
pub(super) fn find(shapes: &[Shape]) -> Vec<Vec<usize>> {
    let all = || vec![(0..shapes.len()).collect()];
    let (tall, height) = tall(shapes);
    let mut rows = linked(shapes, &tall, height);
    sort_by_key(&mut rows, |row| [middle(shapes, row), 0.0]);
    join_close(shapes, &mut rows, GAP * height);
    if rows.len() < 2 || rows.len() > MAX_ROWS {
        return all();
    }
    let digits = rows.clone();
    for small in (0..shapes.len()).filter(|index| !tall.contains(index)) {
        let away = |row: &Vec<usize>| distance_from_row(shapes, row, small);
        let nearest =
            (0..rows.len()).min_by(|&a, &b| away(&digits[a]).total_cmp(&away(&digits[b])));
        rows[nearest.unwrap_or(0)].push(small);
    }
    rows
}

/// Indices of shapes that may be digits, and their median height; 0 without any.
pub(super) fn tall(shapes: &[Shape]) -> (Vec<usize>, f64) {
    let over = |least: f64| {
        let indices = (0..shapes.len()).filter(move |&index| {
            let shape = &shapes[index];
            // A dot is as high as the pen.
            !shape.is_flat() && shape.bounds.height() > least.max(shape.pen)
        });
        indices.collect::<Vec<usize>>()
    };
    let height = |index: usize| shapes[index].bounds.height();
    let highest = over(0.0).into_iter().map(height).fold(0.0, f64::max);
    let high = over(TALL * highest).into_iter().map(height);
    let median = median(high).unwrap_or(0.0);
    (over(TALL * median), median)
}

/// Groups of shapes that are linked by neighbors of about the same height above the paper's foot.
fn linked(shapes: &[Shape], tall: &[usize], height: f64) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for &index in tall {
        let own = shapes[index].bounds;
        let is_linked = |row: &mut Vec<usize>| {
            let mut row = row.iter();
            row.any(|&other| are_neighbors(own, shapes[other].bounds, height))
        };
        let mut row: Vec<usize> = rows.extract_if(.., is_linked).flatten().collect();
        row.push(index);
        rows.push(row);
    }
    rows
}

fn are_neighbors(a: BoundingBox, b: BoundingBox, height: f64) -> bool {
    let gap = a.left.max(b.left) - a.right.min(b.right);
    let climb = (a.center_y() - b.center_y()).abs();
    let overlap = a.bottom.min(b.bottom) - a.top.max(b.top);
    gap <= NEIGHBOR * height
        && climb <= CLIMB * height
        && overlap >= OVERLAP * a.height().min(b.height())
}

/// Joins each row with the next one unless some ink of both is apart, and not on one sloping line.
fn join_close(shapes: &[Shape], rows: &mut Vec<Vec<usize>>, gap: f64) {
    let mut index = 1;
    while index < rows.len() {
        let (above, below) = (&rows[index - 1], &rows[index]);
        let nearest = nearest_pair(shapes, above, below);
        let is_steep = nearest.is_some_and(|(a, b)| {
            let (a, b) = (shapes[a].bounds, shapes[b].bounds);
            let (dx, dy) = (a.center_x() - b.center_x(), a.center_y() - b.center_y());
            dy.abs() >= STEEP * dx.abs()
        });
        let apart = farthest(shapes, above, below).min(farthest(shapes, below, above));
        if is_steep && apart >= gap && may_be_rows(shapes, above, below, apart) {
            index += 1;
        } else {
            let joined = rows.remove(index);
            rows[index - 1].extend(joined);
        }
    }
}

/// Whether rows are more than the halves of digits: those that lie right above each other are of about
/// the same height, and well apart.
fn may_be_rows(shapes: &[Shape], above: &[usize], below: &[usize], apart: f64) -> bool {
    let height = |row: &[usize]| {
        let heights = row.iter().map(|&index| shapes[index].bounds.height());
        heights.fold(0.0, f64::max)
    };
    let has_partner = |index: usize, row: &[usize]| {
        let mut row = row.iter();
        row.any(|&other| overlap(shapes[index].bounds, shapes[other].bounds))
    };
    let (a, b) = (height(above), height(below));
    let is_aligned = above.iter().all(|&index| has_partner(index, below))
        || below.iter().all(|&index| has_partner(index, above));
    !is_aligned || (a.min(b) >= SIMILAR * a.max(b) && apart >= ALIGNED_GAP * a.max(b))
}

/// Shapes of both rows that are closest to each other.
fn nearest_pair(shapes: &[Shape], above: &[usize], below: &[usize]) -> Option<(usize, usize)> {
    let pairs = above
        .iter()
        .flat_map(|&a| below.iter().map(move |&b| (a, b)));
    let distance = |&(a, b): &(usize, usize)| shapes[a].distance(&shapes[b]);
    pairs.min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// Largest distance of a shape of one row from the other row.
fn farthest(shapes: &[Shape], from: &[usize], to: &[usize]) -> f64 {
    let nearest = from.iter().map(|&a| {
        let distances = to.iter().map(|&b| shapes[a].distance(&shapes[b]));
        distances.fold(f64::INFINITY, f64::min)
    });
    nearest.fold(0.0, f64::max)
}

/// Mean of the middles of a row's shapes.
fn middle(shapes: &[Shape], row: &[usize]) -> f64 {
    let sum: f64 = row
        .iter()
        .map(|&index| shapes[index].bounds.center_y())
        .sum();
    sum / row.len() as f64
}

/// Distance of a small shape from the nearest digit of a row; sideways counts less.
fn distance_from_row(shapes: &[Shape], row: &[usize], small: usize) -> f64 {
    let (x, y) = (
        shapes[small].bounds.center_x(),
        shapes[small].bounds.center_y(),
    );
    let distances = row.iter().map(|&index| {
        let digit = shapes[index].bounds;
        let outside = |low: f64, at: f64, high: f64| (low - at).max(at - high).max(0.0);
        outside(digit.top, y, digit.bottom) + 0.3 * outside(digit.left, x, digit.right)
    });
    distances.fold(f64::INFINITY, f64::min)
}
