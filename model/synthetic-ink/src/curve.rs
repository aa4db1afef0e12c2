//! Control points to evenly sampled paths.

/// Samples between two control points: a pointer reports about as many per stroke.
const SAMPLES: usize = 8;

/// Straight lines through `corners`.
pub(crate) fn polyline(corners: &[(f32, f32)]) -> Vec<(f32, f32)> {
    sampled(corners, |corners, line, t| {
        let (from, to) = (corners[line], corners[line + 1]);
        (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t)
    })
}

/// A uniform Catmull–Rom spline through `control`.
pub(crate) fn spline(control: &[(f32, f32)]) -> Vec<(f32, f32)> {
    sampled(control, |control, line, t| {
        let at = |offset: isize| {
            let index = (line as isize + offset).clamp(0, control.len() as isize - 1);
            control[index as usize]
        };
        let (a, b, c, d) = (at(-1), at(0), at(1), at(2));
        (
            catmull_rom([a.0, b.0, c.0, d.0], t),
            catmull_rom([a.1, b.1, c.1, d.1], t),
        )
    })
}

fn sampled(
    control: &[(f32, f32)],
    at: impl Fn(&[(f32, f32)], usize, f32) -> (f32, f32),
) -> Vec<(f32, f32)> {
    let mut points = Vec::new();
    for line in 0..control.len() - 1 {
        points.extend((0..SAMPLES).map(|step| at(control, line, step as f32 / SAMPLES as f32)));
    }
    points.extend(control.last());
    points
}

fn catmull_rom([a, b, c, d]: [f32; 4], t: f32) -> f32 {
    let linear = c - a;
    let square = 2.0 * a - 5.0 * b + 4.0 * c - d;
    let cubic = -a + 3.0 * b - 3.0 * c + d;
    b + 0.5 * t * (linear + t * (square + t * cubic))
}
