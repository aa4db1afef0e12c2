//! Control points to evenly sampled paths.

use ink_geometry::{Path, Place, catmull_rom};

/// Samples between two control points: a pointer reports about as many.
const SAMPLES: usize = 8;

/// Straight lines through the corners.
pub(crate) fn polyline(corners: &[Place]) -> Path {
    ink_geometry::polyline(corners, |_, _| SAMPLES)
}

/// Uniform Catmull–Rom spline through the control points.
pub(crate) fn spline(control: &[Place]) -> Path {
    ink_geometry::spline(control, |_, _| SAMPLES, catmull_rom)
}
