use serde::{Deserialize, Serialize};

/// Side of the standard pad, in drawing units; on a pad of that size, one unit is one CSS pixel.
pub const PAD_SIZE: f32 = 400.0;

/// Width of the standard pen on the pad, in drawing units.
///
/// It does not affect recognition, as [`crate::preprocess`] draws with the model's own pen.
pub const PEN_WIDTH: f32 = 18.0;

/// Sample of the pen, in drawing units; x points right, y points down.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Distance from the pad's left edge.
    pub x: f32,
    /// Distance from the pad's top edge.
    pub y: f32,
}

impl Point {
    /// Point at `x`, `y`, in drawing units.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// Whether both coordinates are finite; other points are never drawn.
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

/// Path of the pen from pointer down to pointer up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stroke {
    /// Samples, in drawing order.
    pub points: Vec<Point>,
}

impl FromIterator<(f32, f32)> for Stroke {
    fn from_iter<I: IntoIterator<Item = (f32, f32)>>(points: I) -> Self {
        let points = points.into_iter().map(|(x, y)| Point::new(x, y)).collect();
        Self { points }
    }
}

/// All strokes on the pad: the input of recognition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// Strokes, in drawing order.
    pub strokes: Vec<Stroke>,
}

impl Drawing {
    /// Whether no point is finite: there is nothing to recognize.
    pub fn is_blank(&self) -> bool {
        self.points().next().is_none()
    }

    /// All finite points, in drawing order.
    pub fn points(&self) -> impl Iterator<Item = Point> + Clone + '_ {
        let points = self.strokes.iter().flat_map(|stroke| &stroke.points);
        points.copied().filter(|point| point.is_finite())
    }

    /// Drawing with `map` applied to every point.
    pub fn map_points(&self, map: impl Fn(Point) -> Point) -> Self {
        let strokes = self.strokes.iter().map(|stroke| Stroke {
            points: stroke.points.iter().copied().map(&map).collect(),
        });
        Self {
            strokes: strokes.collect(),
        }
    }
}

impl FromIterator<Stroke> for Drawing {
    fn from_iter<I: IntoIterator<Item = Stroke>>(strokes: I) -> Self {
        Self {
            strokes: strokes.into_iter().collect(),
        }
    }
}
