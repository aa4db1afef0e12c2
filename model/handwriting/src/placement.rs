use ink_geometry::Extent;
use recognizer::{Drawing, PAD_SIZE, Point};

/// Places a drawing on the standard pad, in whole drawing units as a mouse reports them.
///
/// `size` is its longer side relative to the pad's side. `place` is x and y, 0 to 1: 0 touches the
/// left or top border of the pad, 1 the right or bottom.
pub fn on_pad(drawing: &Drawing, size: f32, place: (f32, f32)) -> Drawing {
    let Some(extent) = Extent::of(drawing) else {
        return drawing.clone();
    };
    let scale = extent.scale_to(size * PAD_SIZE);
    let left = place.0 * (PAD_SIZE - extent.width * scale);
    let top = place.1 * (PAD_SIZE - extent.height * scale);
    let placed = extent.place(drawing, scale, (left, top));
    placed.map_points(|point| Point::new(point.x.round(), point.y.round()))
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
