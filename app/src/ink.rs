//! Strokes as SVG paths, for the canvas and for thumbnails.

use std::fmt::Write;

use recognizer::{Drawing, PEN_WIDTH, Point, Stroke};

/// The path of a stroke, smoothed by curves through the middles between its points.
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
        write('Q', &[pair[0], middle(pair[0], pair[1])]);
    }
    // A tap is a line from a point to itself: round caps make it a dot.
    write('L', &[*rest.last().unwrap_or(first)]);
    path
}

/// The square that shows the whole drawing, as an SVG view box.
pub(crate) fn view_box(drawing: &Drawing) -> String {
    let span = |axis: fn(Point) -> f32| {
        let values = drawing.points().map(axis);
        let smallest = values.clone().fold(f32::INFINITY, f32::min);
        (smallest, values.fold(f32::NEG_INFINITY, f32::max))
    };
    let ((left, right), (top, bottom)) = (span(|p| p.x), span(|p| p.y));
    if left > right {
        return "0 0 1 1".into();
    }
    let side = (right - left).max(bottom - top) + 2.0 * PEN_WIDTH;
    let (x, y) = ((left + right - side) / 2.0, (top + bottom - side) / 2.0);
    format!("{x:.1} {y:.1} {side:.1} {side:.1}")
}

fn middle(a: Point, b: Point) -> Point {
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
    fn the_view_box_is_a_square_around_the_ink() {
        let drawing = Drawing::from_iter([Stroke::from_iter([(100.0, 50.0), (120.0, 90.0)])]);
        assert_eq!(view_box(&drawing), "72.0 32.0 76.0 76.0");
        assert_eq!(view_box(&Drawing::default()), "0 0 1 1");
    }
}
