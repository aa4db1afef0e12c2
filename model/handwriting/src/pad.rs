use recognizer::{Drawing, PAD_SIZE, Point};

use crate::Extent;

/// The drawing on the standard pad, its coordinates rounded to whole drawing units as a mouse
/// gives them.
///
/// Its longer side becomes `size` of the pad's side. `place` is where it is, x and y: 0 is at the
/// left and top border of the pad, 1 at the right and bottom.
pub fn on_pad(drawing: &Drawing, size: f32, place: (f32, f32)) -> Drawing {
    let Some(extent) = Extent::of(drawing) else {
        return drawing.clone();
    };
    let scale = extent.scale_to(size * PAD_SIZE);
    let left = place.0 * (PAD_SIZE - extent.width * scale);
    let top = place.1 * (PAD_SIZE - extent.height * scale);
    drawing.map_points(|point| {
        Point::new(
            (left + (point.x - extent.left) * scale).round(),
            (top + (point.y - extent.top) * scale).round(),
        )
    })
}

#[cfg(test)]
mod tests {
    use recognizer::Stroke;

    use super::*;

    fn points(drawing: &Drawing) -> Vec<(f32, f32)> {
        drawing.points().map(|point| (point.x, point.y)).collect()
    }

    #[test]
    fn longer_side_and_place_are_met_in_whole_units() {
        let drawing = Drawing::from_iter([Stroke::from_iter([(3.0, -7.0), (4.0, -5.0)])]);
        assert_eq!(
            points(&on_pad(&drawing, 0.5, (1.0, 0.5))),
            [(300.0, 100.0), (400.0, 300.0)]
        );
    }

    #[test]
    fn a_dot_stays_a_dot() {
        let drawing = Drawing::from_iter([Stroke::from_iter([(9.0, 9.0)])]);
        assert_eq!(
            points(&on_pad(&drawing, 0.5, (0.5, 0.25))),
            [(200.0, 100.0)]
        );
    }
}
