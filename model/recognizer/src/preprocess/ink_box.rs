//! Bounding box of the ink in a raster.

use super::DIGIT_SIDE;
use crate::{BoundingBox, Raster};

/// Minimum ink extent, in pixels, that is magnified to full size: a speck stays small.
const MIN_EXTENT: f64 = 10.0;

/// Bounding box in raster pixels, and the scale that makes its longer side 20 px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct InkBox {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Pixels of the digit image per raster pixel.
    pub(super) scale: f64,
    /// Width of the soft edge, in pixels of the digit image: 0 on a sharp raster.
    pub(super) fade: f64,
}

impl InkBox {
    pub(super) fn bounds(&self) -> BoundingBox {
        BoundingBox {
            left: self.left,
            top: self.top,
            right: self.left + self.width,
            bottom: self.top + self.height,
        }
    }
}

/// Finds the ink's bounding box; `None` if the raster is blank.
///
/// On a smoothly magnified raster the ink fades out over about one pixel of the digit image. Its
/// edge is where it has half of the intensity that it reaches within that pixel; on a sharp raster
/// this is the first pixel with ink.
pub(super) fn find(raster: &Raster) -> Option<InkBox> {
    let columns = Profile::of_columns(raster);
    let rows = Profile::of_columns(&raster.transposed());
    let pitch = columns.extent()?.max(rows.extent()?) as f64 / DIGIT_SIDE;
    let (x, y) = (columns.span(pitch)?, rows.span(pitch)?);
    let scale = DIGIT_SIDE / x.length.max(y.length).max(MIN_EXTENT);
    Some(InkBox {
        left: x.start,
        top: y.start,
        width: x.length,
        height: y.length,
        scale,
        fade: scale * (x.fade + y.fade) / 2.0,
    })
}

/// Maximum intensity of each column.
struct Profile(Vec<f32>);

/// Extent of the ink along an axis, and the mean width of its soft edges.
struct Span {
    start: f64,
    length: f64,
    fade: f64,
}

impl Profile {
    fn of_columns(raster: &Raster) -> Self {
        let mut maxima = vec![0.0_f32; raster.width()];
        for y in 0..raster.height() {
            for (column, &value) in maxima.iter_mut().zip(raster.row(y)) {
                *column = column.max(value);
            }
        }
        Self(maxima)
    }

    /// Number of columns from the first to the last with ink.
    fn extent(&self) -> Option<usize> {
        let first = self.0.iter().position(|&value| value > 0.0)?;
        let last = self.0.iter().rposition(|&value| value > 0.0)?;
        Some(last + 1 - first)
    }

    fn span(&self, pitch: f64) -> Option<Span> {
        let (left, left_fade) = edge(self.0.iter(), pitch)?;
        let (right, right_fade) = edge(self.0.iter().rev(), pitch)?;
        Some(Span {
            start: left as f64,
            length: (self.0.len() - right - left) as f64,
            fade: (left_fade + right_fade) as f64 / 2.0,
        })
    }
}

/// First column with at least half of the maximum ink within `pitch` columns, and the number of
/// columns with fainter ink before it.
fn edge<'a>(columns: impl Iterator<Item = &'a f32> + Clone, pitch: f64) -> Option<(usize, usize)> {
    let first = columns.clone().position(|&value| value > 0.0)?;
    let inked = columns.skip(first);
    let within = inked.clone().take((pitch as usize).max(1));
    let reached = within.copied().fold(0.0, f32::max);
    let fade = inked.copied().position(|value| value >= reached / 2.0)?;
    Some((first + fade, fade))
}
