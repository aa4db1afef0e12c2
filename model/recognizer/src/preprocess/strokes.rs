//! Rasterizes strokes with the model's pen, cropped to the digit.

use super::ink_box::InkBox;
use super::{DIGIT_SIDE, curve};
use crate::{BoundingBox, Drawing, Point, Raster};

/// Width of the model's pen, in pixels of the digit image: about that of MNIST's strokes, not tuned.
const PEN: f64 = 2.6;

/// Raster pixels per pixel of the digit image; more do not change the image.
const OVERSAMPLING: f64 = 4.0;

/// Minimum extent, in drawing units, that is magnified to full size: a dot stays a dot. The smallest
/// supported digits (15 % of the pad) are twice as large.
const MIN_EXTENT: f64 = 30.0;

/// Margin for the pen's anti-aliased edge, in raster pixels.
const MARGIN: f64 = 2.0;

/// Raster of the drawing and its exact bounding box; `None` if no point is finite.
pub(super) fn rasterize(drawing: &Drawing) -> Option<(Raster, InkBox)> {
    let drawing = &curve::interpolate(drawing);
    let path = BoundingBox::of(drawing.points())?;
    let scale = scale(path) * OVERSAMPLING;
    let radius = PEN * OVERSAMPLING / 2.0;
    let ink = InkBox {
        left: MARGIN,
        top: MARGIN,
        width: path.width() * scale + 2.0 * radius,
        height: path.height() * scale + 2.0 * radius,
        scale: 1.0 / OVERSAMPLING,
        fade: 0.0,
    };
    let place = |point: Point| {
        let x = (f64::from(point.x) - path.left) * scale + radius + MARGIN;
        let y = (f64::from(point.y) - path.top) * scale + radius + MARGIN;
        [x, y]
    };
    let size = |side: f64| (side + 2.0 * MARGIN).ceil() as usize;
    let mut raster = Raster::blank(size(ink.width), size(ink.height));
    raster.draw(drawing, place, radius);
    Some((raster, ink))
}

/// Pixels of the digit image per drawing unit.
fn scale(path: BoundingBox) -> f64 {
    (DIGIT_SIDE - PEN) / path.longer_side().max(MIN_EXTENT)
}
