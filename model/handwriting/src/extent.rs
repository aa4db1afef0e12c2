use recognizer::{BoundingBox, Drawing};

/// The box of a drawing's points, without the pen's width, in the drawing's units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The smallest x.
    pub left: f32,
    /// The smallest y.
    pub top: f32,
    /// From the smallest x to the largest.
    pub width: f32,
    /// From the smallest y to the largest.
    pub height: f32,
}

impl Extent {
    /// The box of all drawable points; `None` if there is none.
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

    /// The longer side, which says how large a digit is.
    pub fn longer(&self) -> f32 {
        self.width.max(self.height)
    }

    /// What to multiply with so that the longer side is `size`; a dot has none and stays one.
    pub fn scale_to(&self, size: f32) -> f32 {
        let longer = self.longer();
        if longer > 0.0 { size / longer } else { 1.0 }
    }

    /// The largest x.
    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    /// The largest y.
    pub fn bottom(&self) -> f32 {
        self.top + self.height
    }

    /// The middle, x and y.
    pub fn middle(&self) -> (f32, f32) {
        (self.left + self.width / 2.0, self.top + self.height / 2.0)
    }
}
