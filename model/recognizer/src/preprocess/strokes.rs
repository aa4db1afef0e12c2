//! Strokes to a raster that holds just the digit, drawn with the model's pen.

use super::DIGIT_SIDE;
use super::ink_box::InkBox;
use crate::{Drawing, Point, Raster};

/// Width of the model's pen in pixels of the digit image.
///
/// About as wide as MNIST's strokes look; not tuned on any data.
const PEN: f64 = 2.6;

/// Raster pixels per pixel of the digit image: finer ink than this does not change the image.
const OVERSAMPLING: f64 = 4.0;

/// Drawings smaller than this many drawing units are not magnified to full size: a dot stays a
/// dot. The smallest digits that people draw (15 % of the pad) are twice as large.
const MIN_EXTENT: f64 = 30.0;

/// Paper around the ink for the soft edge of the pen, in raster pixels.
const MARGIN: f64 = 2.0;

/// The drawing's ink and its exact box; `None` if there is no point to draw.
pub(super) fn rasterize(drawing: &Drawing) -> Option<(Raster, InkBox)> {
    let extent = Extent::of(drawing.points())?;
    let scale = extent.scale() * OVERSAMPLING;
    let radius = PEN * OVERSAMPLING / 2.0;
    let ink = InkBox {
        left: MARGIN,
        top: MARGIN,
        width: extent.width() * scale + 2.0 * radius,
        height: extent.height() * scale + 2.0 * radius,
        scale: 1.0 / OVERSAMPLING,
        fade: 0.0,
    };
    let place = |point: Point| {
        let x = (f64::from(point.x) - extent.left) * scale + radius + MARGIN;
        let y = (f64::from(point.y) - extent.top) * scale + radius + MARGIN;
        [x, y]
    };
    let size = |side: f64| (side + 2.0 * MARGIN).ceil() as usize;
    let mut raster = Raster::blank(size(ink.width), size(ink.height));
    draw(&mut raster, drawing, place, radius);
    Some((raster, ink))
}

fn draw(raster: &mut Raster, drawing: &Drawing, place: impl Fn(Point) -> [f64; 2], radius: f64) {
    for stroke in &drawing.strokes {
        let finite = stroke.points.iter().copied().filter(|p| p.is_finite());
        let path: Vec<_> = finite.map(&place).collect();
        // A tap is one point: a line from it to itself is the pen's round tip.
        if let [only] = path[..] {
            raster.draw_line(only, only, radius);
        }
        for line in path.windows(2) {
            raster.draw_line(line[0], line[1], radius);
        }
    }
}

/// The box of the pen's path, without its width, in drawing units.
struct Extent {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Extent {
    fn of(points: impl Iterator<Item = Point>) -> Option<Self> {
        points.fold(None, |extent, point| {
            let (x, y) = (f64::from(point.x), f64::from(point.y));
            Some(extent.map_or(Self::at(x, y), |extent: Self| extent.with(x, y)))
        })
    }

    fn at(x: f64, y: f64) -> Self {
        Self {
            left: x,
            top: y,
            right: x,
            bottom: y,
        }
    }

    fn with(self, x: f64, y: f64) -> Self {
        Self {
            left: self.left.min(x),
            top: self.top.min(y),
            right: self.right.max(x),
            bottom: self.bottom.max(y),
        }
    }

    fn width(&self) -> f64 {
        self.right - self.left
    }

    fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Pixels of the digit image per drawing unit.
    fn scale(&self) -> f64 {
        let longer = self.width().max(self.height());
        (DIGIT_SIDE - PEN) / longer.max(MIN_EXTENT)
    }
}
