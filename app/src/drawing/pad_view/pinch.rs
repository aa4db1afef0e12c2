//! Pinches: two fingers whose distance changes want to zoom, not to draw.

use recognizer::Point;

/// Change of the distance, in drawing units. Fingers that rest, or move side by side, stay below it.
const CHANGE: f32 = 30.0;

/// A finger that was put on the pad while another one draws.
#[derive(Clone, Copy, Debug)]
pub(super) struct SecondFinger {
    pub(super) pointer: i32,
    start: Point,
    /// Distance from the first finger at that time.
    distance: f32,
    /// Points of the first finger's stroke at that time.
    pub(super) points: usize,
}

impl SecondFinger {
    /// Second finger at `start`, while the stroke of the first has these points.
    pub(super) fn new(pointer: i32, start: Point, stroke: &[Point]) -> Self {
        Self {
            pointer,
            start,
            distance: distance(start, stroke),
            points: stroke.len(),
        }
    }

    /// Whether the second finger, now at `at`, pinches with the first, now at the end of its stroke.
    pub(super) fn pinches(&self, at: Point, stroke: &[Point]) -> bool {
        let has_moved = distance(at, &[self.start]) > 0.5 * CHANGE;
        has_moved && (distance(at, stroke) - self.distance).abs() > CHANGE
    }
}

/// Distance from the end of a stroke.
fn distance(from: Point, stroke: &[Point]) -> f32 {
    let end = stroke.last().unwrap_or(&from);
    (from.x - end.x).hypot(from.y - end.y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingers_pinch_when_their_distance_changes() {
        let at = |x, y| Point::new(x, y);
        let first = at(100.0, 100.0);
        let second = SecondFinger::new(2, at(200.0, 100.0), &[first]);
        assert_eq!(second.points, 1);
        for (end, now, expected) in [
            // At rest, side by side, and a hand that rests beside a long stroke.
            (first, at(203.0, 102.0), false),
            (at(100.0, 300.0), at(200.0, 300.0), false),
            (at(10.0, 390.0), at(204.0, 104.0), false),
            // Apart, together, and with a first finger at rest.
            (at(80.0, 100.0), at(220.0, 100.0), true),
            (at(120.0, 100.0), at(180.0, 100.0), true),
            (first, at(240.0, 100.0), true),
        ] {
            assert_eq!(
                second.pinches(now, &[first, end]),
                expected,
                "{end:?} {now:?}"
            );
        }
    }
}
