//! Where the ink of a raster begins and ends.

use super::DIGIT_SIDE;
use crate::{BoundingBox, Raster};

/// Rasters smaller than this many pixels are not magnified to full size: a speck stays small.
const MIN_EXTENT: f64 = 10.0;

/// The ink's box in raster pixels, and the scale that makes its longer side 20 px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct InkBox {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Pixels of the digit image per raster pixel.
    pub(super) scale: f64,
    /// Over how many pixels of the digit image the ink fades out: 0 on a sharp raster.
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

/// The box of the ink; `None` if the raster is blank.
///
/// On a smoothly magnified raster the ink fades out over about one pixel of the digit image. Its
/// edge is where it has half of the intensity that it reaches within that pixel; on a sharp
/// raster this is the first pixel with ink.
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

/// The darkest intensity of each column.
struct Profile(Vec<f32>);

/// From where to where the ink goes along an axis, and the mean length of its faint ends.
struct Span {
    start: f64,
    length: f64,
    fade: f64,
}

impl Profile {
    fn of_columns(raster: &Raster) -> Self {
        let mut darkest = vec![0.0_f32; raster.width()];
        for y in 0..raster.height() {
            for (column, &value) in darkest.iter_mut().zip(raster.row(y)) {
                *column = column.max(value);
            }
        }
        Self(darkest)
    }

    /// Columns from the first to the last with any ink.
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

/// The first column whose ink is at least half of what it becomes within `pitch` columns, and
/// how many columns with fainter ink come before.
fn edge<'a>(columns: impl Iterator<Item = &'a f32> + Clone, pitch: f64) -> Option<(usize, usize)> {
    let first = columns.clone().position(|&value| value > 0.0)?;
    let inked = columns.skip(first);
    let within = inked.clone().take((pitch as usize).max(1));
    let reached = within.copied().fold(0.0, f32::max);
    let fade = inked.copied().position(|value| value >= reached / 2.0)?;
    Some((first + fade, fade))
}
