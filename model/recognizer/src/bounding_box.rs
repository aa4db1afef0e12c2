use serde::{Deserialize, Serialize};

use crate::Point;

/// The smallest upright rectangle around some ink; x points right, y points down.
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
    /// The box of these points, the pen's width not counted; `None` if there are none.
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

    /// The smallest box around both.
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The same in units that are `factor` times as small.
    pub fn scaled(self, factor: f64) -> Self {
        Self {
            left: self.left * factor,
            top: self.top * factor,
            right: self.right * factor,
            bottom: self.bottom * factor,
        }
    }

    /// From the left to the right.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// From the top to the bottom.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The longer of width and height.
    pub fn longer_side(&self) -> f64 {
        self.width().max(self.height())
    }

    /// Halfway between left and right.
    pub(crate) fn center_x(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}
