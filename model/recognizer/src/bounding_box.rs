use serde::{Deserialize, Serialize};

use crate::Point;

/// Smallest axis-aligned rectangle around ink; x points right, y points down.
///
/// The unit is that of the ink: drawing units for strokes, pixels for rasters and pictures, where a
/// pixel covers `x..x + 1` and `y..y + 1`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoundingBox {
    /// Smallest x.
    pub left: f64,
    /// Smallest y.
    pub top: f64,
    /// Largest x.
    pub right: f64,
    /// Largest y.
    pub bottom: f64,
}

impl BoundingBox {
    /// Box of the points, in drawing units and without the pen's width; `None` without points.
    pub fn of(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let boxes = points.into_iter().map(Self::at);
        boxes.reduce(Self::union)
    }

    fn at(point: Point) -> Self {
        let (x, y) = (f64::from(point.x), f64::from(point.y));
        Self {
            left: x,
            top: y,
            right: x,
            bottom: y,
        }
    }

    /// Smallest box around both.
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Box with all coordinates multiplied by `factor`.
    pub fn scaled(self, factor: f64) -> Self {
        Self {
            left: self.left * factor,
            top: self.top * factor,
            right: self.right * factor,
            bottom: self.bottom * factor,
        }
    }

    /// Distance from left to right.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Distance from top to bottom.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Larger of width and height.
    pub fn longer_side(&self) -> f64 {
        self.width().max(self.height())
    }

    /// Midpoint of left and right.
    pub(crate) fn center_x(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// Midpoint of top and bottom.
    pub(crate) fn center_y(&self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }
}
