//! Step of brightness at the edge of a region.

use recognizer::Raster;

use super::outline::Outline;

/// Distances from the outline, in pixels, in which levels are compared.
const INSIDE: [f64; 2] = [-2.0, -5.0];
const OUTSIDE: f64 = 4.0;
const FAR_OUTSIDE: f64 = 9.0;

/// Edge of a region.
pub(super) struct Edge {
    /// Fraction that does not lie on the picture's edge.
    pub(super) free: f64,
    /// Loss of light that three quarters of the edge reach, relative to the region's light; 0 if what is
    /// outside is a line only.
    pub(super) step: f64,
}

impl Edge {
    pub(super) fn of(levels: &Raster, outline: &Outline) -> Self {
        let level = |(x, y): (f64, f64)| {
            let is_inside = x >= 0.0 && y >= 0.0;
            let (x, y) = (x as usize, y as usize);
            (is_inside && x < levels.width() && y < levels.height()).then(|| levels.row(y)[x])
        };
        let center = outline.center();
        let (mut count, mut steps, mut far_steps) = (0.0, Vec::new(), Vec::new());
        for (a, b) in outline.sides() {
            let (right, down) = (b.0 - a.0, b.1 - a.1);
            let length = f64::hypot(right, down);
            let mut normal = (down / length.max(1e-9), -right / length.max(1e-9));
            if (a.0 - center.0) * normal.0 + (a.1 - center.1) * normal.1 < 0.0 {
                normal = (-normal.0, -normal.1);
            }
            for at in 0..length as usize {
                count += 1.0;
                let along = (at as f64 + 0.5) / length;
                let on_edge = (a.0 + along * right, a.1 + along * down);
                let at = |distance: f64| {
                    level((
                        on_edge.0 + distance * normal.0,
                        on_edge.1 + distance * normal.1,
                    ))
                };
                let inside = INSIDE.into_iter().filter_map(at).fold(1.0, f32::max);
                let step = |outside: f32| (1.0 - outside / inside).max(0.0);
                steps.extend(at(OUTSIDE).map(step));
                far_steps.extend(at(FAR_OUTSIDE).map(step));
            }
        }
        let (near, far) = (lower_quartile(&mut steps), lower_quartile(&mut far_steps));
        Self {
            free: steps.len() as f64 / f64::max(count, 1.0),
            step: if far >= near / 2.0 { near } else { 0.0 },
        }
    }
}

fn lower_quartile(values: &mut [f32]) -> f64 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 4).copied().map_or(0.0, f64::from)
}
