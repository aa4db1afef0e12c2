use crate::{Place, between, on_ellipse};

/// Places along the way of the pen.
pub type Path = Vec<Place>;

/// Samples the segments of a path one after the other: `at(segment, share)` for `steps(segment)`
/// even shares from 0 on, 1 left out because it begins the next segment.
pub fn samples<T>(
    segments: usize,
    steps: impl Fn(usize) -> usize,
    at: impl Fn(usize, f32) -> T,
) -> impl Iterator<Item = T> {
    (0..segments).flat_map(move |segment| {
        let steps = steps(segment);
        let samples = (0..steps).map(|step| at(segment, step as f32 / steps as f32));
        samples.collect::<Vec<T>>()
    })
}

/// Straight lines from corner to corner, each sampled in `steps(from, to)` steps; the last corner
/// ends the path.
pub fn polyline(corners: &[Place], steps: impl Fn(Place, Place) -> usize) -> Path {
    let ends = |line: usize| (corners[line], corners[line + 1]);
    let inner = samples(
        corners.len().saturating_sub(1),
        |line| steps(ends(line).0, ends(line).1),
        |line, share| between(ends(line).0, ends(line).1, share),
    );
    inner.chain(corners.last().copied()).collect()
}

/// Uniform Catmull–Rom spline through the control points (Catmull and Rom, 1974), the first and last
/// of which are doubled; each segment is sampled in `steps(from, to)` steps.
///
/// `blend` is [`catmull_rom`] or [`catmull_rom_weighted`].
pub fn spline(
    control: &[Place],
    steps: impl Fn(Place, Place) -> usize,
    blend: impl Fn([f32; 4], f32) -> f32,
) -> Path {
    let inner = samples(
        control.len().saturating_sub(1),
        |segment| steps(control[segment], control[segment + 1]),
        |segment, share| {
            let four = neighbors(control, segment);
            let x = blend(four.map(|place| place.0), share);
            (x, blend(four.map(|place| place.1), share))
        },
    );
    inner.chain(control.last().copied()).collect()
}

/// Control points around a segment: one before it, its ends, one behind it.
fn neighbors(control: &[Place], segment: usize) -> [Place; 4] {
    let last = control.len() - 1;
    let before = segment.saturating_sub(1);
    [before, segment, segment + 1, segment + 2].map(|index| control[index.min(last)])
}

/// One coordinate of a Catmull–Rom segment at `t`, 0 to 1, from its four control points.
pub fn catmull_rom([a, b, c, d]: [f32; 4], t: f32) -> f32 {
    let linear = c - a;
    let square = 2.0 * a - 5.0 * b + 4.0 * c - d;
    let cubic = -a + 3.0 * b - 3.0 * c + d;
    b + 0.5 * t * (linear + t * (square + t * cubic))
}

/// [`catmull_rom`] as a weighted sum, which differs from it in the last bits: the arithmetic of
/// the training's recorded pictures.
pub fn catmull_rom_weighted(control: [f32; 4], t: f32) -> f32 {
    let weights = [
        ((2.0 - t) * t - 1.0) * t,
        (3.0 * t - 5.0) * t * t + 2.0,
        ((4.0 - 3.0 * t) * t + 1.0) * t,
        (t - 1.0) * t * t,
    ];
    let weighted = control.iter().zip(weights);
    weighted.map(|(value, weight)| value * weight).sum::<f32>() / 2.0
}

/// Arc of an axis-aligned ellipse from the angle `start` over `turn`, in `steps` even steps.
///
/// Angles are clockwise from the right, in the unit that `direction` takes; it returns cosine and
/// sine.
pub fn arc(
    center: Place,
    radii: Place,
    (start, turn): (f32, f32),
    steps: usize,
    direction: impl Fn(f32) -> Place,
) -> Path {
    let angles = (0..=steps).map(|step| start + turn * step as f32 / steps as f32);
    angles
        .map(|angle| on_ellipse(center, radii, direction(angle)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORNERS: [Place; 3] = [(0.0, 0.0), (0.5, 0.1), (0.2, 0.9)];

    #[test]
    fn lines_and_splines_pass_through_their_points() {
        let two = |_, _| 2;
        for path in [
            polyline(&CORNERS, two),
            spline(&CORNERS, two, catmull_rom),
            spline(&CORNERS, two, catmull_rom_weighted),
        ] {
            assert_eq!(path.len(), 5);
            assert_eq!([path[0], path[2], path[4]], CORNERS);
        }
    }

    #[test]
    fn steps_are_chosen_by_segment() {
        let longer_first = |from: Place, _| if from == CORNERS[0] { 3 } else { 1 };
        assert_eq!(polyline(&CORNERS, longer_first).len(), 5);
        assert_eq!(polyline(&CORNERS[..1], longer_first), CORNERS[..1]);
        assert!(polyline(&[], longer_first).is_empty());
    }

    #[test]
    fn both_forms_of_a_spline_are_the_same_curve() {
        let control = [0.3, -0.2, 0.9, 0.4];
        for step in 0..=20u8 {
            let t = f32::from(step) / 20.0;
            let difference = catmull_rom(control, t) - catmull_rom_weighted(control, t);
            assert!(difference.abs() < 1e-6, "{t}: {difference}");
        }
    }

    #[test]
    fn an_arc_has_both_ends() {
        let degrees = |angle: f32| (angle.to_radians().cos(), angle.to_radians().sin());
        let path = arc((1.0, 2.0), (0.5, 1.0), (0.0, -90.0), 3, degrees);
        let ends = [path[0], path[3]];
        for ((x, y), expected) in ends.into_iter().zip([(1.5, 2.0), (1.0, 1.0)]) {
            let distance = crate::distance((x, y), expected);
            assert!(path.len() == 4 && distance < 1e-6, "{x} {y}");
        }
    }
}
