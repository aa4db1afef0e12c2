//! Lookalikes: non-digits that could be read as a 0, 1 or 7.

use ink_geometry::Extent;
use recognizer::{Drawing, Point, Stroke};

/// Whether it could be a 1: tall and narrow, or one almost straight line that is steep.
pub(crate) fn like_one(drawing: &Drawing) -> bool {
    let Some(extent) = Extent::of(drawing) else {
        return false;
    };
    let is_tall = extent.height > 2.5 * extent.width && extent.height > 0.0;
    is_tall || matches!(&drawing.strokes[..], [only] if is_steep_line(only))
}

/// Whether it could be a 0: one stroke that goes round about once, near the ellipse in its box.
pub(crate) fn like_zero(drawing: &Drawing) -> bool {
    let ([only], Some(extent)) = (&drawing.strokes[..], Extent::of(drawing)) else {
        return false;
    };
    let (x, y) = extent.middle();
    // Relative to the ellipse: on it, the distance from its center is 1.
    let places = only.points.iter().map(|point| {
        let right = 2.0 * (point.x - x) / extent.width.max(f32::MIN_POSITIVE);
        let down = 2.0 * (point.y - y) / extent.height.max(f32::MIN_POSITIVE);
        (right, down)
    });
    let places: Vec<(f32, f32)> = places.collect();
    let is_near = |&(right, down): &(f32, f32)| (0.55..=1.35).contains(&right.hypot(down));
    let is_upright = extent.height > 0.7 * extent.width;
    is_upright && places.iter().all(is_near) && turn(&places) > 285_f32.to_radians()
}

/// Angle by which a path turns around the origin, in radians, in either sense.
fn turn(path: &[(f32, f32)]) -> f32 {
    let angles = path.windows(2).map(|pair| {
        let [(a, b), (c, d)] = [pair[0], pair[1]];
        (a * d - b * c).atan2(a * c + b * d)
    });
    angles.sum::<f32>().abs()
}

/// Whether it could be a 7: one stroke from the upper left to the right, then down to its end.
pub(crate) fn like_seven(drawing: &Drawing) -> bool {
    let ([only], Some(extent)) = (&drawing.strokes[..], Extent::of(drawing)) else {
        return false;
    };
    let mut points = only.points.clone();
    if points.first().map(|point| point.y) > points.last().map(|point| point.y) {
        points.reverse();
    }
    let last = points.len() - 1;
    let [upper, before, lower] = [0, last * 4 / 5, last].map(|index| points[index]);
    let is_upright = extent.height > 0.7 * extent.width;
    let begins_above = upper.y - extent.top < 0.35 * extent.height;
    let begins_left = extent.right() - upper.x > 0.3 * extent.width;
    let ends_below = extent.bottom() - lower.y < 0.06 * extent.height;
    let goes_down = lower.y - before.y > 0.7 * (lower.x - before.x).abs();
    is_upright && begins_above && begins_left && ends_below && goes_down
}

/// Whether the stroke is nearly straight and at most 40° from the vertical.
fn is_steep_line(stroke: &Stroke) -> bool {
    let [Some(first), Some(last)] = [stroke.points.first(), stroke.points.last()] else {
        return false;
    };
    let (right, down) = (last.x - first.x, last.y - first.y);
    let length = right.hypot(down);
    // Distance from the straight line between the ends, times its length; allows for tremor.
    let bulge = |point: &Point| (down * (point.x - first.x) - right * (point.y - first.y)).abs();
    let is_straight = stroke
        .points
        .iter()
        .all(|point| bulge(point) < 0.2 * length * length);
    is_straight && right.abs().atan2(down.abs()) < 40_f32.to_radians()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::{arc, line};

    #[test]
    fn steep_lines_could_be_ones_and_others_could_not() {
        for (name, strokes, expected) in [
            ("upright", vec![line(&[(0.0, 0.0), (0.0, 1.0)])], true),
            ("downright", vec![line(&[(0.0, 1.0), (0.0, 0.0)])], true),
            ("leaning", vec![line(&[(0.6, 0.0), (0.0, 1.0)])], true),
            ("leaning back", vec![line(&[(0.0, 0.0), (0.6, 1.0)])], true),
            (
                "slight bend",
                vec![line(&[(0.0, 0.0), (0.2, 0.5), (0.0, 1.0)])],
                true,
            ),
            (
                "two in line",
                vec![
                    line(&[(0.0, 0.0), (0.0, 0.4)]),
                    line(&[(0.1, 0.6), (0.0, 1.0)]),
                ],
                true,
            ),
            ("flat", vec![line(&[(0.0, 0.0), (1.0, 0.5)])], false),
            (
                "angle",
                vec![line(&[(0.0, 0.0), (0.8, 0.5), (0.0, 1.0)])],
                false,
            ),
            (
                "cross",
                vec![
                    line(&[(0.0, 0.0), (0.9, 1.0)]),
                    line(&[(0.9, 0.0), (0.0, 1.0)]),
                ],
                false,
            ),
            ("nothing", vec![], false),
        ] {
            assert_eq!(like_one(&Drawing { strokes }), expected, "{name}");
        }
    }

    #[test]
    fn a_bow_that_ends_below_could_be_a_seven() {
        for (name, stroke, expected) in [
            ("corner", line(&[(0.0, 0.0), (0.6, 0.0), (0.2, 1.0)]), true),
            (
                "backwards",
                line(&[(0.2, 1.0), (0.6, 0.0), (0.0, 0.0)]),
                true,
            ),
            ("quarter", arc((0.0, 1.0), (0.8, 1.0), -90.0, 0.0), true),
            ("bow", arc((0.0, 0.5), (0.5, 0.5), -90.0, 90.0), false),
            (
                "mirrored",
                line(&[(0.6, 0.0), (0.0, 0.0), (0.4, 1.0)]),
                false,
            ),
            ("L", line(&[(0.0, 0.0), (0.0, 1.0), (0.7, 1.0)]), false),
        ] {
            assert_eq!(
                like_seven(&Drawing::from_iter([stroke])),
                expected,
                "{name}"
            );
        }
    }

    #[test]
    fn round_loops_could_be_zeros_and_others_could_not() {
        let middle = (0.5, 0.5);
        for (name, stroke, expected) in [
            ("ellipse", arc(middle, (0.3, 0.5), 0.0, 360.0), true),
            ("open a little", arc(middle, (0.3, 0.5), -60.0, 280.0), true),
            (
                "once and a bit",
                arc(middle, (0.4, 0.5), -60.0, 380.0),
                true,
            ),
            ("half", arc(middle, (0.5, 0.5), 0.0, 180.0), false),
            ("lying", arc(middle, (0.5, 0.3), 0.0, 360.0), false),
            (
                "triangle",
                line(&[(0.0, 1.0), (0.5, 0.0), (1.0, 1.0), (0.0, 1.0)]),
                false,
            ),
            ("line", line(&[(0.0, 0.0), (1.0, 0.0)]), false),
        ] {
            assert_eq!(like_zero(&Drawing::from_iter([stroke])), expected, "{name}");
        }
    }
}
