//! Strokes made of a few points, in a box about one unit high; y points down.

use handwriting::Random;
use rand::RngExt;
use recognizer::{Drawing, Point, Stroke};

/// A place in the box: x and y.
pub(crate) type Place = (f32, f32);

/// Distance between the points of a stroke: about what a mouse gives on a digit of half a pad.
const STEP: f32 = 0.025;

/// A stroke that goes straight from place to place.
pub(crate) fn line(places: &[Place]) -> Stroke {
    let ends = places.windows(2).map(|pair| (pair[0], pair[1]));
    let inner = ends.flat_map(|(from, to)| {
        let steps = steps(distance(from, to));
        (0..steps).map(move |step| between(from, to, step as f32 / steps as f32))
    });
    inner.chain(places.last().copied()).collect()
}

/// A stroke that goes smoothly through all places.
pub(crate) fn curve(places: &[Place]) -> Stroke {
    let at = |index: usize| places[index.clamp(1, places.len()) - 1];
    let inner = (1..places.len()).flat_map(|index| {
        let four = [index - 1, index, index + 1, index + 2].map(at);
        let steps = 2 * steps(distance(four[1], four[2]));
        (0..steps).map(move |step| catmull_rom(four, step as f32 / steps as f32))
    });
    inner.chain(places.last().copied()).collect()
}

/// A part of an ellipse; angles in degrees, 0 is right of the middle and 90 below it.
pub(crate) fn arc(middle: Place, radii: Place, from: f32, to: f32) -> Stroke {
    let length = (to - from).abs().to_radians() * radii.0.max(radii.1);
    let steps = steps(length);
    let at = |step: usize| {
        let angle = (from + (to - from) * step as f32 / steps as f32).to_radians();
        (
            middle.0 + radii.0 * angle.cos(),
            middle.1 + radii.1 * angle.sin(),
        )
    };
    (0..=steps).map(at).collect()
}

/// One stroke made of several, each going on where the one before has ended.
pub(crate) fn joined(parts: impl IntoIterator<Item = Stroke>) -> Stroke {
    let points = parts.into_iter().flat_map(|part| part.points).collect();
    Stroke { points }
}

/// The same places, each moved by up to `most` on both axes.
pub(crate) fn shaken<const N: usize>(
    rng: &mut Random,
    places: [Place; N],
    most: f32,
) -> [Place; N] {
    places.map(|(x, y)| {
        (
            x + rng.random_range(-most..=most),
            y + rng.random_range(-most..=most),
        )
    })
}

/// The same drawing, moved.
pub(crate) fn moved(drawing: &Drawing, right: f32, down: f32) -> Drawing {
    drawing.map_points(|point| Point::new(point.x + right, point.y + down))
}

/// Both drawings on one paper.
pub(crate) fn together(one: Drawing, other: Drawing) -> Drawing {
    one.strokes.into_iter().chain(other.strokes).collect()
}

/// The place this part of the way from one to the other.
pub(crate) fn between(from: Place, to: Place, part: f32) -> Place {
    (
        from.0 + part * (to.0 - from.0),
        from.1 + part * (to.1 - from.1),
    )
}

fn distance(from: Place, to: Place) -> f32 {
    (to.0 - from.0).hypot(to.1 - from.1)
}

fn steps(length: f32) -> usize {
    (length / STEP).ceil().max(1.0) as usize
}

/// The uniform Catmull–Rom spline between the second and the third place.
fn catmull_rom(places: [Place; 4], t: f32) -> Place {
    let weights = [
        ((2.0 - t) * t - 1.0) * t,
        (3.0 * t - 5.0) * t * t + 2.0,
        ((4.0 - 3.0 * t) * t + 1.0) * t,
        (t - 1.0) * t * t,
    ];
    let sum = |axis: fn(Place) -> f32| {
        let parts = places.iter().zip(weights);
        parts
            .map(|(&place, weight)| axis(place) * weight)
            .sum::<f32>()
            / 2.0
    };
    (sum(|place| place.0), sum(|place| place.1))
}

#[cfg(test)]
mod tests {
    use handwriting::Extent;

    use super::*;

    #[test]
    fn strokes_go_through_their_places_in_small_steps() {
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
