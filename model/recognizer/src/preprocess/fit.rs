//! Scales the ink's bounding box to a longer side of 20 px, by area averaging.

use super::ink_box::InkBox;
use crate::Raster;

/// Ink at the scale of the digit image, with the corner of its box at the origin.
///
/// Each pixel is the mean of the raster over the pixel's area, which restores ink that was magnified by
/// an integer factor exactly.
pub(super) fn fit(raster: &Raster, ink: InkBox) -> Raster {
    let columns = average_columns(raster, ink.left, ink.width, ink.scale);
    let rows = average_columns(&columns.transposed(), ink.top, ink.height, ink.scale);
    rows.transposed()
}

/// Resamples along x by area averages, from `start` over `length` raster pixels.
fn average_columns(raster: &Raster, start: f64, length: f64, scale: f64) -> Raster {
    // The tolerance keeps rounding errors from adding an empty column.
    let count = ((length * scale - 1e-6).ceil() as usize).max(1);
    let columns: Vec<Overlaps> = (0..count)
        .map(|column| {
            let from = start + column as f64 / scale;
            let to = (from + 1.0 / scale).min(start + length);
            overlaps(from, to, scale, raster.width())
        })
        .collect();
    let mut averaged = Raster::blank(count, raster.height());
    for y in 0..raster.height() {
        let row = raster.row(y);
        for (value, (first, weights)) in averaged.row_mut(y).iter_mut().zip(&columns) {
            let weighted = row[*first..].iter().zip(weights);
            *value = weighted.map(|(ink, weight)| ink * weight).sum();
        }
    }
    averaged
}

/// First of several neighboring pixels, and the weight of each.
type Overlaps = (usize, Vec<f32>);

/// Pixels between `from` and `to`, weighted by their overlap with that interval.
fn overlaps(from: f64, to: f64, scale: f64, size: usize) -> Overlaps {
    let first = (from.floor() as usize).min(size);
    let last = (to.ceil() as usize).clamp(first, size);
    let weights = (first..last).map(|x| {
        let inside = to.min(x as f64 + 1.0) - from.max(x as f64);
        (inside.max(0.0) * scale) as f32
    });
    (first, weights.collect())
}
