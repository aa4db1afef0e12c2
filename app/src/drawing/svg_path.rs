//! Strokes as SVG paths.

use std::fmt::{self, Write};

use recognizer::{BoundingBox, Drawing, PEN_WIDTH, Point, Stroke};

/// Path of a stroke, smoothed by quadratic curves through the midpoints of its segments.
pub(crate) fn path(stroke: &Stroke) -> String {
    let mut path = String::new();
    let Some((first, rest)) = stroke.points.split_first() else {
        return path;
    };
    let mut write = |command: char, points: &[Point]| {
        path.push(command);
        for point in points {
            // Writing to a string cannot fail.
            let _ = write!(path, "{:.1} {:.1} ", point.x, point.y);
        }
    };
    write('M', &[*first]);
    for pair in rest.windows(2) {
        write('Q', &[pair[0], midpoint(pair[0], pair[1])]);
    }
    // A tap is a line from a point to itself: round caps make it a dot.
    write('L', &[*rest.last().unwrap_or(first)]);
    path
}

/// Part of the pad that a thumbnail shows, in drawing units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ViewBox {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// Narrower ink, relative to its height, is shown in a square.
const WIDE: f64 = 1.5;

impl ViewBox {
    /// View box around the whole drawing, with a margin.
    pub(crate) fn of(drawing: &Drawing) -> Self {
        let Some(ink) = BoundingBox::of(drawing.points()) else {
            return Self {
                left: 0.0,
                top: 0.0,
                width: 1.0,
                height: 1.0,
            };
        };
        let margin = 2.0 * f64::from(PEN_WIDTH);
        let (mut width, mut height) = (ink.width() + margin, ink.height() + margin);
        if width < WIDE * height {
            (width, height) = (width.max(height), width.max(height));
        }
        Self {
            left: f64::midpoint(ink.left, ink.right) - width / 2.0,
            top: f64::midpoint(ink.top, ink.bottom) - height / 2.0,
            width,
            height,
        }
    }

    /// Width divided by height.
    pub(crate) fn aspect(&self) -> f64 {
        self.width / self.height
    }
}

impl fmt::Display for ViewBox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            left,
            top,
            width,
            height,
        } = self;
        write!(formatter, "{left:.1} {top:.1} {width:.1} {height:.1}")
    }
}

/// Midpoint of a line.
pub(super) fn midpoint(a: Point, b: Point) -> Point {
    Point::new((a.x + b.x) / 2.0, (a.y + b.y) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_become_paths() {
        for (points, expected) in [
            (vec![], ""),
            (vec![(1.0, 2.0)], "M1.0 2.0 L1.0 2.0 "),
            (vec![(1.0, 2.0), (3.0, 4.0)], "M1.0 2.0 L3.0 4.0 "),
            (
                vec![(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)],
                "M0.0 0.0 Q4.0 0.0 4.0 2.0 L4.0 4.0 ",
            ),
        ] {
            assert_eq!(path(&Stroke::from_iter(points)), expected);
        }
    }

    #[test]
    fn the_view_box_is_a_square_around_a_digit() {
        let drawing = Drawing::from_iter([Stroke::from_iter([(100.0, 50.0), (120.0, 90.0)])]);
        assert_eq!(ViewBox::of(&drawing).to_string(), "72.0 32.0 76.0 76.0");
        assert_eq!(
            ViewBox::of(&Drawing::default()).to_string(),
            "0.0 0.0 1.0 1.0"
        );
    }

    #[test]
    fn the_view_box_is_as_wide_as_a_number() {
        let drawing = Drawing::from_iter([Stroke::from_iter([(100.0, 50.0), (900.0, 114.0)])]);
        let view_box = ViewBox::of(&drawing);
        assert_eq!(view_box.to_string(), "82.0 32.0 836.0 100.0");
        assert_eq!(view_box.aspect(), 8.36);
    }
}
