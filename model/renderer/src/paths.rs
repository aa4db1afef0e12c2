//! Strokes sampled from a few points, in a box about one unit high; y points down.

use handwriting::Random;
use ink_geometry::{Extent, catmull_rom_weighted, distance, jitter, polyline, spline};
use rand::RngExt;
use recognizer::{Drawing, Point, Stroke};

pub(crate) use ink_geometry::{Place, between};

/// Largest distance between samples: about that of a mouse on a digit of half a pad.
const STEP: f32 = 0.025;

/// Stroke of straight lines from place to place.
pub(crate) fn line(places: &[Place]) -> Stroke {
    let path = polyline(places, |from, to| steps(distance(from, to)));
    path.into_iter().collect()
}

/// Smooth stroke through all places.
pub(crate) fn curve(places: &[Place]) -> Stroke {
    // A curve is longer than the straight way.
    let steps = |from, to| 2 * steps(distance(from, to));
    let path = spline(places, steps, catmull_rom_weighted);
    path.into_iter().collect()
}

/// Arc of an ellipse; angles in degrees, clockwise from the right.
pub(crate) fn arc(center: Place, radii: Place, from: f32, to: f32) -> Stroke {
    let turn = to - from;
    let length = turn.abs().to_radians() * radii.0.max(radii.1);
    let direction = |angle: f32| (angle.to_radians().cos(), angle.to_radians().sin());
    let path = ink_geometry::arc(center, radii, (from, turn), steps(length), direction);
    path.into_iter().collect()
}

/// Joins strokes, each of which begins where the one before ends.
pub(crate) fn joined(parts: impl IntoIterator<Item = Stroke>) -> Stroke {
    let points = parts.into_iter().flat_map(|part| part.points).collect();
    Stroke { points }
}

/// Jitters every place by up to `most` along both axes.
pub(crate) fn shaken<const N: usize>(
    rng: &mut Random,
    places: [Place; N],
    most: f32,
) -> [Place; N] {
    places.map(|place| jitter(place, || rng.random_range(-most..=most)))
}

/// Moves a drawing.
pub(crate) fn moved(drawing: &Drawing, right: f32, down: f32) -> Drawing {
    drawing.map_points(|point| Point::new(point.x + right, point.y + down))
}

/// Puts two drawings on one paper.
pub(crate) fn together(one: Drawing, other: Drawing) -> Drawing {
    one.strokes.into_iter().chain(other.strokes).collect()
}

/// Scales a drawing to a longer side of one unit, with its top left corner in the origin.
pub(crate) fn unit(drawing: &Drawing) -> Drawing {
    match Extent::of(drawing) {
        Some(extent) => extent.place(drawing, extent.scale_to(1.0), (0.0, 0.0)),
        None => drawing.clone(),
    }
}

fn steps(length: f32) -> usize {
    (length / STEP).ceil().max(1.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_pass_through_their_places_in_small_steps() {
        let places = [(0.0, 0.0), (0.5, 0.1), (0.2, 0.9)];
        for stroke in [line(&places), curve(&places)] {
            for (x, y) in places {
                let near = |p: &Point| (p.x - x).hypot(p.y - y) < 1e-5;
                assert!(stroke.points.iter().any(near), "{x} {y}");
            }
            let far = |pair: &[Point]| (pair[0].x - pair[1].x).hypot(pair[0].y - pair[1].y) > 0.05;
            assert!(!stroke.points.windows(2).any(far));
        }
    }

    #[test]
    fn a_whole_turn_is_an_ellipse() {
        let ring = Drawing::from_iter([arc((1.0, 2.0), (0.5, 1.0), 0.0, 360.0)]);
        let extent = Extent::of(&ring).expect("ink");
        for (found, expected) in [
            (extent.left, 0.5),
            (extent.top, 1.0),
            (extent.width, 1.0),
            (extent.height, 2.0),
        ] {
            assert!((found - expected).abs() < 0.01, "{extent:?}");
        }
    }
}
