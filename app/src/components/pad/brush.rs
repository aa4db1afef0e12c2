//! Strokes on a canvas, as curves through the middles between their points.

use recognizer::{Point, Stroke};
use web_sys::CanvasRenderingContext2d;

use crate::ink::middle;
use crate::pen::Look;

/// In drawing units: of lines without length a canvas draws nothing.
const DOT: f64 = 0.01;

/// Draws a stroke whose first `painted` points are on the canvas already.
pub(super) fn draw(
    context: &CanvasRenderingContext2d,
    stroke: &Stroke,
    look: &Look,
    painted: usize,
) {
    let Some(&last) = stroke.points.last() else {
        return;
    };
    let first = painted.saturating_sub(1);
    let begin = |point: usize| {
        let start = joint(&stroke.points, point);
        context.set_line_width(look.width(point).into());
        context.begin_path();
        context.move_to(start.x.into(), start.y.into());
    };
    begin(first);
    for (point, pair) in stroke.points.windows(2).enumerate().skip(first.max(1)) {
        let (at, end) = (pair[0], middle(pair[0], pair[1]));
        context.quadratic_curve_to(at.x.into(), at.y.into(), end.x.into(), end.y.into());
        if !look.is_even() {
            context.stroke();
            begin(point + 1);
        }
    }
    // A tap is a line that is too short to be seen: round caps make it a dot.
    context.line_to(f64::from(last.x) + DOT, last.y.into());
    context.stroke();
}

/// Where the curve around this point begins.
fn joint(points: &[Point], point: usize) -> Point {
    match point {
        0 | 1 => points[0],
        _ => middle(points[point - 1], points[point]),
    }
}
