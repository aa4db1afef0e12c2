//! Hit test of the eraser.

use recognizer::{Point, Stroke};

/// Whether the line between two points comes within `reach` drawing units of the stroke.
pub(super) fn touches(stroke: &Stroke, from: Point, to: Point, reach: f32) -> bool {
    let points = &*stroke.points;
    let is_near = |a: Point, b: Point| distance((a, b), (from, to)) <= reach;
    match points {
        [only] => is_near(*only, *only),
        _ => points.windows(2).any(|pair| is_near(pair[0], pair[1])),
    }
}

type Line = (Point, Point);

fn distance(a: Line, b: Line) -> f32 {
    if cross(a, b) {
        return 0.0;
    }
    let ends = [(a.0, b), (a.1, b), (b.0, a), (b.1, a)];
    let distances = ends.map(|(point, line)| distance_to(point, line));
    distances.into_iter().fold(f32::INFINITY, f32::min)
}

/// Whether the ends of each line lie on both sides of the other.
fn cross(a: Line, b: Line) -> bool {
    let apart = |line: Line, ends: Line| side(line, ends.0) * side(line, ends.1) < 0.0;
    apart(a, b) && apart(b, a)
}

fn side((from, to): Line, point: Point) -> f32 {
    (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)
}

fn distance_to(point: Point, (from, to): Line) -> f32 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let along = (point.x - from.x) * dx + (point.y - from.y) * dy;
    let length = dx * dx + dy * dy;
    let part = if length > 0.0 {
        (along / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (point.x - from.x - part * dx).hypot(point.y - from.y - part * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eraser_touches_strokes_that_it_crosses_or_comes_near() {
        let line = [(100.0, 100.0), (100.0, 300.0)];
        let dot = [(50.0, 50.0)];
        for (stroke, from, to, expected) in [
            (&line[..], (0.0, 200.0), (300.0, 210.0), true),
            (&line, (109.0, 200.0), (109.0, 200.0), true),
            (&line, (111.0, 200.0), (111.0, 200.0), false),
            (&line, (90.0, 305.0), (120.0, 305.0), true),
            (&line, (0.0, 311.0), (300.0, 311.0), false),
            (&dot, (55.0, 50.0), (90.0, 50.0), true),
            (&dot, (70.0, 50.0), (90.0, 50.0), false),
            (&[], (0.0, 0.0), (400.0, 400.0), false),
        ] {
            let stroke = Stroke::from_iter(stroke.iter().copied());
            let [from, to] = [from, to].map(|(x, y)| Point::new(x, y));
            assert_eq!(touches(&stroke, from, to, 10.0), expected, "{from:?}");
        }
    }
}
