use recognizer::{BoundingBox, Drawing, Point};

/// Bounding box of a drawing's points, in the drawing's units; the pen's width does not count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Smallest x.
    pub left: f32,
    /// Smallest y.
    pub top: f32,
    /// Largest x minus smallest x.
    pub width: f32,
    /// Largest y minus smallest y.
    pub height: f32,
}

impl Extent {
    /// Bounding box of all finite points; `None` if there are none.
    pub fn of(drawing: &Drawing) -> Option<Self> {
        let bounds = BoundingBox::of(drawing.points())?;
        let [left, top, right, bottom] =
            [bounds.left, bounds.top, bounds.right, bounds.bottom].map(|edge| edge as f32);
        Some(Self {
            left,
            top,
            width: right - left,
            height: bottom - top,
        })
    }

    /// Longer side, which is the size of a digit.
    pub fn longer(&self) -> f32 {
        self.width.max(self.height)
    }

    /// Factor by which the longer side becomes `size`; 1 for a dot, which has no size.
    pub fn scale_to(&self, size: f32) -> f32 {
        let longer = self.longer();
        if longer > 0.0 { size / longer } else { 1.0 }
    }

    /// Scales the drawing that has this extent and moves its top left corner to `corner`.
    pub fn place(&self, drawing: &Drawing, scale: f32, corner: (f32, f32)) -> Drawing {
        drawing.map_points(|point| {
            Point::new(
                corner.0 + (point.x - self.left) * scale,
                corner.1 + (point.y - self.top) * scale,
            )
        })
    }

    /// Largest x.
    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    /// Largest y.
    pub fn bottom(&self) -> f32 {
        self.top + self.height
    }

    /// Center, x and y.
    pub fn middle(&self) -> (f32, f32) {
        (self.left + self.width / 2.0, self.top + self.height / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use recognizer::Stroke;

    use super::*;

    #[test]
    fn a_drawing_is_placed_by_its_corner() {
        let drawing = Drawing::from_iter([Stroke::from_iter([(3.0, -7.0), (4.0, -5.0)])]);
        let extent = Extent::of(&drawing).expect("the drawing has ink");
        let placed = extent.place(&drawing, extent.scale_to(1.0), (10.0, 20.0));
        let expected = Drawing::from_iter([Stroke::from_iter([(10.0, 20.0), (10.5, 21.0)])]);
        assert_eq!(placed, expected);
        assert_eq!(extent.middle(), (3.5, -6.0));
    }

    #[test]
    fn a_dot_has_no_size_and_a_blank_drawing_no_extent() {
        let dot = Drawing::from_iter([Stroke::from_iter([(9.0, 9.0)])]);
        let extent = Extent::of(&dot).expect("the drawing has ink");
        assert_eq!((extent.longer(), extent.scale_to(5.0)), (0.0, 1.0));
        assert_eq!(Extent::of(&Drawing::default()), None);
    }
}
