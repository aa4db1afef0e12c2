//! Shape of connected ink: the path of the pen, whatever the pen's width.

use crate::{BoundingBox, Point, Stroke};

/// Number of samples along the longer side of a stroke, and the maximum along a whole stroke.
const SAMPLES: f64 = 24.0;
const MAX_SAMPLES: f64 = 96.0;

/// Maximum number of sampled pixels of a component.
const MAX_PIXELS: usize = 400;

/// Maximum width of a straight stroke's path, relative to its length.
const STRAIGHT: f64 = 0.2;

/// Steepest flat stroke, as the sine of the angle to the horizontal.
const FLAT: f64 = 0.5;

/// Path of the pen in a stroke or a connected component.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// Bounding box of the path: without the width of the pen.
    pub(super) bounds: BoundingBox,
    /// Extent along the principal axis, and across it.
    pub(super) length: f64,
    thickness: f64,
    /// Width of the pen; 0 for strokes.
    pub(super) pen: f64,
    /// Sine of the principal axis' angle to the horizontal; negative for a stroke that falls to the
    /// right.
    pub(super) rise: f64,
    /// Samples of the path.
    points: Vec<[f64; 2]>,
}

impl Shape {
    /// Shape of a stroke; `None` without finite points.
    pub(super) fn of_stroke(stroke: &Stroke) -> Option<Self> {
        let finite = stroke.points.iter().copied().filter(|p| p.is_finite());
        let bounds = BoundingBox::of(finite.clone())?;
        let path: Vec<[f64; 2]> = finite.map(coordinates).collect();
        let lengths = path.windows(2).map(|line| distance(line[0], line[1]));
        let step = (bounds.longer_side() / SAMPLES).max(lengths.sum::<f64>() / MAX_SAMPLES);
        Some(Self::new(bounds, resampled(&path, step), 0.0))
    }

    /// Shape of a connected component with this bounding box, drawn with a pen of this width.
    pub(super) fn of_pixels(pixels: &[(usize, usize)], bounds: BoundingBox, pen: f64) -> Self {
        let stride = pixels.len().div_ceil(MAX_PIXELS).max(1);
        let sampled = pixels.iter().step_by(stride);
        let points = sampled.map(|&(x, y)| [x as f64 + 0.5, y as f64 + 0.5]);
        Self::new(shrunk(bounds, pen), points.collect(), pen)
    }

    fn new(bounds: BoundingBox, points: Vec<[f64; 2]>, pen: f64) -> Self {
        let [major, minor, rise] = principal_axes(&points);
        // The standard deviation of an even line is its length by the square root of 12.
        let across = (12.0 * minor - pen * pen).max(0.0).sqrt();
        let along = ((12.0 * major).sqrt() - pen).max(0.0);
        Self {
            bounds,
            length: along,
            thickness: across,
            pen,
            rise,
            points,
        }
    }

    pub(super) fn is_straight(&self) -> bool {
        self.thickness <= STRAIGHT * self.length
    }

    /// Whether it is a stroke with a slight curve, as a comma.
    pub(super) fn is_nearly_straight(&self) -> bool {
        self.thickness <= 2.0 * STRAIGHT * self.length
    }

    /// Whether it is a straight stroke, flat as a minus.
    pub(super) fn is_flat(&self) -> bool {
        self.is_straight() && self.rise.abs() <= FLAT
    }

    /// Whether it is a line without the hook of a 1 or a 7.
    pub(super) fn is_line(&self) -> bool {
        self.thickness <= STRAIGHT / 2.0 * self.length
    }

    /// Ends of its principal axis.
    pub(super) fn axis(&self) -> [[f64; 2]; 2] {
        let (x, y) = (self.bounds.center_x(), self.bounds.center_y());
        let right = self.length / 2.0 * (1.0 - self.rise * self.rise).max(0.0).sqrt();
        let up = self.length / 2.0 * self.rise;
        [[x - right, y + up], [x + right, y - up]]
    }

    /// Smallest distance between samples of both.
    pub(super) fn distance(&self, other: &Self) -> f64 {
        let all = self.points.iter();
        let distances = all.flat_map(|&a| other.points.iter().map(move |&b| distance(a, b)));
        distances.fold(f64::INFINITY, f64::min)
    }

    /// Samples of the path.
    pub(super) fn points(&self) -> &[[f64; 2]] {
        &self.points
    }
}

fn coordinates(point: Point) -> [f64; 2] {
    [f64::from(point.x), f64::from(point.y)]
}

/// Points at even distances along a path, and its end.
fn resampled(path: &[[f64; 2]], step: f64) -> Vec<[f64; 2]> {
    let mut points = path[..1].to_vec();
    let mut at = step;
    for line in path.windows(2) {
        let length = distance(line[0], line[1]);
        while step > 0.0 && at <= length {
            points.push(between(line[0], line[1], at / length));
            at += step;
        }
        at -= length;
    }
    points.extend(path.last());
    points
}

fn distance([x, y]: [f64; 2], [u, v]: [f64; 2]) -> f64 {
    ((x - u).powi(2) + (y - v).powi(2)).sqrt()
}

fn between([x, y]: [f64; 2], [u, v]: [f64; 2], t: f64) -> [f64; 2] {
    [x + (u - x) * t, y + (v - y) * t]
}

/// Box of the pen's path from the box of its ink.
fn shrunk(ink: BoundingBox, pen: f64) -> BoundingBox {
    let inset = |extent: f64| (pen / 2.0).min(extent / 2.0);
    let (x, y) = (inset(ink.width()), inset(ink.height()));
    BoundingBox {
        left: ink.left + x,
        top: ink.top + y,
        right: ink.right - x,
        bottom: ink.bottom - y,
    }
}

/// Variance along and across the principal axis, and the sine of its rise; y points down.
///
/// Without trigonometry, whose last bits differ between targets.
fn principal_axes(points: &[[f64; 2]]) -> [f64; 3] {
    let count = points.len() as f64;
    let mean = |axis: usize| points.iter().map(|point| point[axis]).sum::<f64>() / count;
    let (x, y) = (mean(0), mean(1));
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for point in points {
        let (dx, dy) = (point[0] - x, point[1] - y);
        xx += dx * dx / count;
        xy += dx * dy / count;
        yy += dy * dy / count;
    }
    let (half, skew) = (f64::midpoint(xx, yy), (xx - yy) / 2.0);
    let root = (skew * skew + xy * xy).sqrt();
    let sine = if root > 0.0 {
        ((1.0 - skew / root).max(0.0) / 2.0).sqrt()
    } else {
        0.0
    };
    let rise = if xy > 0.0 { -sine } else { sine };
    [half + root, (half - root).max(0.0), rise]
}
