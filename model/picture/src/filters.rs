//! Separable filters for grayscale rasters; the time per pixel of the blur does not depend on its radius.
//!
//! Own code instead of `imageproc`, whose box filter and dilation take 8-bit images only, and which adds
//! eight crates, nalgebra among them, to the builds of page and server.

use recognizer::Raster;

/// Largest value, at least 0.
pub(crate) fn max(raster: &Raster) -> f32 {
    raster.pixels().iter().copied().fold(0.0, f32::max)
}

/// Box filter: mean of the square of `2 × radius + 1` pixels around each pixel, clipped at the edges.
pub(crate) fn box_blur(raster: &Raster, radius: usize) -> Raster {
    along_both_axes(raster, |rows| blur_rows(rows, radius))
}

/// Morphological dilation: maximum of the square of `2 × radius + 1` pixels around each pixel.
pub(crate) fn dilate(raster: &Raster, radius: usize) -> Raster {
    along_both_axes(raster, |rows| dilate_rows(rows, radius))
}

/// Reduces both sides by an integer factor, rounded up: each pixel is the mean of a square.
pub(crate) fn downsample(raster: &Raster, factor: usize) -> Raster {
    along_both_axes(raster, |rows| downsample_rows(rows, factor))
}

/// Enlarges by an integer factor with linear interpolation between pixel centers, to exactly
/// `width × height` pixels.
pub(crate) fn upsample(raster: &Raster, factor: usize, width: usize, height: usize) -> Raster {
    let columns = upsample_rows(raster, factor, width).transposed();
    upsample_rows(&columns, factor, height).transposed()
}

/// Adds a margin of 0 on all sides.
pub(crate) fn pad(raster: &Raster, margin: usize) -> Raster {
    let (width, height) = (raster.width() + 2 * margin, raster.height() + 2 * margin);
    let mut padded = Raster::blank(width, height);
    for y in 0..raster.height() {
        padded.row_mut(y + margin)[margin..][..raster.width()].copy_from_slice(raster.row(y));
    }
    padded
}

/// Removes a margin on all sides.
pub(crate) fn crop(raster: &Raster, margin: usize) -> Raster {
    let (width, height) = (raster.width() - 2 * margin, raster.height() - 2 * margin);
    let mut cropped = Raster::blank(width, height);
    for y in 0..height {
        let row = &raster.row(y + margin)[margin..][..width];
        cropped.row_mut(y).copy_from_slice(row);
    }
    cropped
}

fn along_both_axes(raster: &Raster, filter_rows: impl Fn(&Raster) -> Raster) -> Raster {
    let columns = filter_rows(raster).transposed();
    filter_rows(&columns).transposed()
}

fn blur_rows(raster: &Raster, radius: usize) -> Raster {
    let mut blurred = raster.clone();
    let width = raster.width();
    for y in 0..raster.height() {
        let mut prefix_sums = vec![0.0; width + 1];
        for (x, &value) in raster.row(y).iter().enumerate() {
            prefix_sums[x + 1] = prefix_sums[x] + f64::from(value);
        }
        for (x, value) in blurred.row_mut(y).iter_mut().enumerate() {
            let (from, to) = (x.saturating_sub(radius), (x + radius + 1).min(width));
            *value = ((prefix_sums[to] - prefix_sums[from]) / (to - from) as f64) as f32;
        }
    }
    blurred
}

fn dilate_rows(raster: &Raster, radius: usize) -> Raster {
    let mut dilated = raster.clone();
    for y in 0..raster.height() {
        let row = raster.row(y);
        for (x, value) in dilated.row_mut(y).iter_mut().enumerate() {
            let window = &row[x.saturating_sub(radius)..(x + radius + 1).min(row.len())];
            *value = window.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        }
    }
    dilated
}

fn downsample_rows(raster: &Raster, factor: usize) -> Raster {
    let mut reduced = Raster::blank(raster.width().div_ceil(factor), raster.height());
    for y in 0..raster.height() {
        let windows = raster.row(y).chunks(factor);
        for (value, window) in reduced.row_mut(y).iter_mut().zip(windows) {
            *value = window.iter().sum::<f32>() / window.len() as f32;
        }
    }
    reduced
}

fn upsample_rows(raster: &Raster, factor: usize, width: usize) -> Raster {
    let mut enlarged = Raster::blank(width, raster.height());
    for y in 0..raster.height() {
        let row = raster.row(y);
        for (x, value) in enlarged.row_mut(y).iter_mut().enumerate() {
            let at = ((x as f32 + 0.5) / factor as f32 - 0.5).max(0.0);
            let left = (at as usize).min(row.len() - 1);
            let right = (left + 1).min(row.len() - 1);
            *value = row[left] + (row[right] - row[left]) * (at - left as f32).min(1.0);
        }
    }
    enlarged
}
