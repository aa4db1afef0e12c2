//! Painting of strokes, smoothed by quadratic curves through the midpoints of their segments.

use recognizer::{Point, Stroke};
use web_sys::CanvasRenderingContext2d;

use crate::drawing::stroke_style::StrokeStyle;
use crate::drawing::svg_path::midpoint;

/// Length of a dot in drawing units: a canvas draws no line without length.
const DOT: f64 = 0.01;

/// Paints a stroke whose first `painted` points are on the canvas already.
pub(super) fn draw(
    context: &CanvasRenderingContext2d,
    stroke: &Stroke,
    style: &StrokeStyle,
    painted: usize,
) {
    let Some(&last) = stroke.points.last() else {
        return;
    };
    let first = painted.saturating_sub(1);
    let begin = |point: usize| {
        let start = joint(&stroke.points, point);
        context.set_line_width(style.width(point).into());
        context.begin_path();
        context.move_to(start.x.into(), start.y.into());
    };
    begin(first);
    for (point, pair) in stroke.points.windows(2).enumerate().skip(first.max(1)) {
        let (at, end) = (pair[0], midpoint(pair[0], pair[1]));
        context.quadratic_curve_to(at.x.into(), at.y.into(), end.x.into(), end.y.into());
        if !style.is_even() {
            context.stroke();
            begin(point + 1);
        }
    }
    // Round caps turn the short line of a tap into a dot.
    context.line_to(f64::from(last.x) + DOT, last.y.into());
    context.stroke();
}

/// Start of the curve around this point.
fn joint(points: &[Point], point: usize) -> Point {
    match point {
        0 | 1 => points[0],
        _ => midpoint(points[point - 1], points[point]),
    }
}
