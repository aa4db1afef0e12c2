//! Convex outline of a sheet.

use std::ops::Range;

/// Horizontal and vertical position.
type Point = (f64, f64);

/// Convex polygon.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    corners: Vec<Point>,
}

impl Outline {
    /// Convex hull (monotone chain) of these points, in ascending order.
    pub(super) fn around(points: &[Point]) -> Self {
        let mut corners = half_hull(points.iter().copied());
        corners.extend(half_hull(points.iter().rev().copied()));
        Self { corners }
    }

    /// Sides, each from one corner to the next.
    pub(super) fn sides(&self) -> impl Iterator<Item = (Point, Point)> {
        let next = self.corners.iter().cycle().skip(1);
        self.corners.iter().copied().zip(next.copied())
    }

    pub(super) fn area(&self) -> f64 {
        let double: f64 = self.sides().map(|(a, b)| cross((0.0, 0.0), a, b)).sum();
        double.abs() / 2.0
    }

    /// Area of the largest quadrilateral inside: nearly all of a sheet of paper, 64 % of an ellipse.
    pub(super) fn quadrilateral_area(&self) -> f64 {
        let count = self.corners.len();
        let height = |a: usize, b: usize, range: Range<usize>| {
            let heights = range.map(|at| {
                let at = at % count;
                cross(self.corners[a], self.corners[b], self.corners[at]).abs()
            });
            heights.fold(0.0, f64::max)
        };
        let diagonals = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
        let doubles = diagonals.map(|(a, b)| height(a, b, a..b) + height(a, b, b..a + count));
        doubles.fold(0.0, f64::max) / 2.0
    }

    /// Area of the smallest rectangle around it, of any rotation.
    pub(super) fn rectangle_area(&self) -> f64 {
        let areas = self.sides().map(|(a, b)| {
            let length = f64::hypot(b.0 - a.0, b.1 - a.1).max(f64::EPSILON);
            let axis = ((b.0 - a.0) / length, (b.1 - a.1) / length);
            let extent = |(x, y): Point| {
                let along = self.corners.iter().map(|it| it.0 * x + it.1 * y);
                let (min, max) = along
                    .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), at| {
                        (min.min(at), max.max(at))
                    });
                max - min
            };
            extent(axis) * extent((axis.1, -axis.0))
        });
        areas.fold(f64::INFINITY, f64::min)
    }

    /// Mean of the corners.
    pub(super) fn center(&self) -> Point {
        let count = self.corners.len() as f64;
        let sum = |of: fn(&Point) -> f64| self.corners.iter().map(of).sum::<f64>();
        (sum(|it| it.0) / count, sum(|it| it.1) / count)
    }

    /// Polygon whose sides lie at least `inset` further inside.
    pub(super) fn shrunk(&self, inset: f64) -> Self {
        let center = self.center();
        let distances = self.sides().map(|(a, b)| {
            cross(a, b, center).abs() / f64::hypot(b.0 - a.0, b.1 - a.1).max(f64::EPSILON)
        });
        let nearest = distances.fold(f64::INFINITY, f64::min);
        let factor = (1.0 - inset / nearest.max(inset)).max(0.0);
        let toward = |from: f64, to: f64| from + (to - from) * factor;
        let corners = self.corners.iter();
        Self {
            corners: corners
                .map(|it| (toward(center.0, it.0), toward(center.1, it.1)))
                .collect(),
        }
    }

    /// Polygon with all coordinates multiplied by `factor`.
    pub(super) fn scaled(&self, factor: f64) -> Self {
        let corners = self.corners.iter();
        Self {
            corners: corners.map(|it| (it.0 * factor, it.1 * factor)).collect(),
        }
    }

    /// Whole columns, of `width`, whose centers are inside in the row with its center at `y`.
    pub(super) fn span(&self, y: f64, width: usize) -> Range<usize> {
        let crossings = self.sides().filter_map(|(a, b)| {
            let is_crossed = (a.1 <= y) != (b.1 <= y);
            is_crossed.then(|| a.0 + (b.0 - a.0) * (y - a.1) / (b.1 - a.1))
        });
        let (left, right) = crossings.fold((f64::INFINITY, 0.0), |(left, right), at| {
            (f64::min(left, at), f64::max(right, at))
        });
        let right = ((right + 0.5) as usize).min(width);
        ((left + 0.5).max(0.0) as usize).min(right)..right
    }
}

/// Corners of the hull on one side of the first and last point, without the last.
fn half_hull(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::new();
    for point in points {
        while let [.., a, b] = corners[..] {
            if cross(a, b, point) > 0.0 {
                break;
            }
            corners.pop();
        }
        corners.push(point);
    }
    corners.pop();
    corners
}

/// Twice the signed area of a triangle.
fn cross(a: Point, b: Point, c: Point) -> f64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_have_the_area_and_the_spans_of_their_points() {
        // A square of side 10, on one of its corners, and a point inside.
        let points = [(0.0, 7.0), (7.0, 0.0), (7.0, 5.0), (7.0, 14.0), (14.0, 7.0)];
        let outline = Outline::around(&points);
        assert_eq!(outline.sides().count(), 4);
        assert!((outline.area() - 98.0).abs() < 1e-9);
        assert!((outline.quadrilateral_area() - 98.0).abs() < 1e-9);
        assert_eq!(outline.span(7.0, 20), 0..14);
        assert_eq!(outline.span(7.0, 10), 0..10);
        assert_eq!(outline.span(3.5, 20), 4..11);
        assert_eq!(outline.span(15.0, 20).len(), 0);
        let ring = (0..64).map(|at| (f64::from(at) / 32.0 * std::f64::consts::PI).sin_cos());
        let mut ring: Vec<Point> = ring.collect();
        ring.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let ellipse = Outline::around(&ring);
        let share = ellipse.quadrilateral_area() / ellipse.area();
        assert!((share - 0.637).abs() < 0.01, "{share}");
        let share = ellipse.area() / ellipse.rectangle_area();
        assert!((share - 0.785).abs() < 0.01, "{share}");
    }

    #[test]
    fn shrunk_outlines_lie_inside() {
        let square = Outline::around(&[(0.0, 0.0), (0.0, 20.0), (20.0, 0.0), (20.0, 20.0)]);
        assert!((square.shrunk(2.0).area() - 256.0).abs() < 1e-9);
        assert!(square.shrunk(20.0).area() < 1e-9);
        assert!((square.scaled(2.0).area() - 1600.0).abs() < 1e-9);
    }
}
