//! Crosses: two lines through each other, as in a plus and in a multiplication sign.

use std::ops::RangeInclusive;

use super::order;
use super::shape::Shape;
use crate::BoundingBox;

/// Minimum fraction of a connected path that lies on the two lines.
const ON_LINES: f64 = 0.9;

/// The same if the rest connects an end of one line to an end of the other, in the upper right or the
/// lower left corner: in a 4 it is in the upper left one.
const ON_LINES_OF_ONE_STROKE: f64 = 0.6;

/// Maximum fraction of the path that is in another corner.
const IN_CORNER: f64 = 0.03;

/// Maximum distance from a line, relative to half of the extent, apart from the pen.
const REACH: f64 = 0.17;

/// Minimum extent of each arm, relative to the whole.
const ARM: f64 = 0.2;

/// Place of the crossing along the flatter and along the steeper of two strokes.
const ARM_OF_TWO: RangeInclusive<f64> = 0.08..=0.92;
const HEIGHT_OF_TWO: RangeInclusive<f64> = 0.2..=0.8;

/// Least steep upright stroke, as the sine of its angle to the horizontal.
const UPRIGHT: f64 = 0.75;

/// Range of the ratio of two strokes' lengths, the flatter by the steeper: the bar of a 7 is shorter.
const LEAST_RATIO: f64 = 0.5;
const RATIO: f64 = 2.6;

/// Maximum ratio of the sides of connected ink.
const ASPECT: f64 = 2.0;

/// Extent of the same distance across a diagonal: the square root of 1/2.
const DIAGONAL: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// Direction of the lines of a cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cross {
    /// Flat and upright.
    Upright,
    /// From corner to corner.
    Diagonal,
}

/// Direction of the cross that two straight strokes make; `None` if they make none.
pub(super) fn of_two(a: &Shape, b: &Shape) -> Option<Cross> {
    let (flat, steep) = if a.rise.abs() < b.rise.abs() {
        (a, b)
    } else {
        (b, a)
    };
    let [place, height] = crossing(flat.axis(), steep.axis());
    let ratio = flat.length / steep.length;
    if !flat.is_straight()
        || !steep.is_line()
        || !(LEAST_RATIO..=RATIO).contains(&ratio)
        || !ARM_OF_TWO.contains(&place)
        || !HEIGHT_OF_TWO.contains(&height)
    {
        return None;
    }
    if flat.is_flat() && steep.rise.abs() >= UPRIGHT {
        Some(Cross::Upright)
    } else {
        (a.rise * b.rise < 0.0).then_some(Cross::Diagonal)
    }
}

/// Place where two lines cross, along each from 0 to 1.
fn crossing(a: [[f64; 2]; 2], b: [[f64; 2]; 2]) -> [f64; 2] {
    let vector = |[x, y]: [f64; 2], [u, v]: [f64; 2]| [u - x, v - y];
    let product = |[x, y]: [f64; 2], [u, v]: [f64; 2]| x * v - y * u;
    let (along_a, along_b) = (vector(a[0], a[1]), vector(b[0], b[1]));
    let between = vector(a[0], b[0]);
    let area = product(along_a, along_b);
    [
        product(between, along_b) / area,
        product(between, along_a) / area,
    ]
}

/// Direction of the cross that connected ink makes; `None` if it makes none.
pub(super) fn of(shape: &Shape) -> Option<Cross> {
    let bounds = shape.bounds;
    let (width, height) = (bounds.width(), bounds.height());
    if width <= 0.0 || width > ASPECT * height || height > ASPECT * width {
        return None;
    }
    let reach = REACH + shape.pen / bounds.longer_side();
    let upright = within(bounds, shape.points());
    if is_cross(&upright, reach, true) {
        return Some(Cross::Upright);
    }
    let turned = |&[x, y]: &[f64; 2]| [f64::midpoint(x, y), f64::midpoint(x, -y)];
    let diagonal: Vec<[f64; 2]> = upright.iter().map(turned).collect();
    is_cross(&diagonal, reach * DIAGONAL, false).then_some(Cross::Diagonal)
}

/// Coordinates from -1 to 1 along each side of a box.
fn within(bounds: BoundingBox, points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let inside = |&[x, y]: &[f64; 2]| {
        [
            2.0 * (x - bounds.center_x()) / bounds.width(),
            2.0 * (y - bounds.center_y()) / bounds.height(),
        ]
    };
    points.iter().map(inside).collect()
}

/// Whether the points lie on a flat and an upright line that cross near the middle; coordinates from -1
/// to 1.
fn is_cross(points: &[[f64; 2]], reach: f64, may_connect: bool) -> bool {
    let crossing = [0, 1].map(|axis| median(points, axis));
    let mut corners = [[0.0; 2]; 2];
    for point in points {
        let [x, y] = [0, 1].map(|axis| point[axis] - crossing[axis]);
        if x.abs() > reach && y.abs() > reach {
            corners[usize::from(y > 0.0)][usize::from(x > 0.0)] += 1.0 / points.len() as f64;
        }
    }
    let [[upper_left, upper_right], [lower_left, lower_right]] = corners;
    let on_lines = 1.0 - corners.as_flattened().iter().sum::<f64>();
    let is_connected = may_connect
        && on_lines >= ON_LINES_OF_ONE_STROKE
        && upper_right.min(lower_left).max(lower_right) <= IN_CORNER;
    let is_clean =
        on_lines >= ON_LINES && upper_right.max(lower_left).max(lower_right) <= 2.0 * IN_CORNER;
    upper_left <= IN_CORNER
        && (is_clean || is_connected)
        && [0, 1]
            .iter()
            .all(|&axis| has_arms(points, axis, crossing, reach))
}

/// Whether the line along an axis reaches far on both sides of the crossing.
fn has_arms(points: &[[f64; 2]], axis: usize, crossing: [f64; 2], reach: f64) -> bool {
    let other = 1 - axis;
    let on_line = points
        .iter()
        .filter(|point| (point[other] - crossing[other]).abs() <= reach);
    let along = on_line.map(|point| point[axis] - crossing[axis]);
    let (first, last) = along.fold((0.0_f64, 0.0_f64), |(first, last), at| {
        (first.min(at), last.max(at))
    });
    let least = (2.0 * ARM).max(1.3 * reach);
    -first >= least && last >= least
}

fn median(points: &[[f64; 2]], axis: usize) -> f64 {
    order::median(points.iter().map(|point| point[axis])).unwrap_or(0.0)
}
