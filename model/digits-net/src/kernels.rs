//! All that the compiled network computes: convolutions and maxima.

mod map;
mod product;
mod winograd;

pub(crate) use map::Map;
pub(crate) use winograd::{TileFilter, Tiles, convolve_tiles, tiled};

use product::product;

/// What a convolution does with a window of its input.
pub(crate) struct Filter<'a> {
    /// Rows and columns of the window.
    pub(crate) size: usize,
    /// Pixels from one window to the next.
    pub(crate) stride: usize,
    /// Pixels by which the first window begins outside; at most the input's border.
    pub(crate) padding: usize,
    /// What is smaller becomes this: 0 for a rectifier, −∞ for none.
    pub(crate) least: f32,
    /// As `onnx_codegen::pack` orders them.
    pub(crate) weights: &'a [f32],
}

/// The weighted sum of every window.
pub(crate) fn convolve(input: &Map, filter: &Filter<'_>, output: &mut Map) {
    let depth = filter.size * filter.size * input.channels;
    let (bias, weights) = filter.weights.split_at(output.channels);
    let mut windows = vec![0.0; output.width * depth];
    for y in 0..output.height {
        for (x, window) in windows.chunks_exact_mut(depth).enumerate() {
            gather(input, filter, x, y, window);
        }
        let sums = output.inner_row_mut(y);
        product(&windows, weights, bias.len(), sums);
        for pixel in sums.chunks_exact_mut(bias.len()) {
            finish(pixel, bias, filter.least);
        }
    }
}

/// The window whose sum is the output's pixel `(x, y)`.
fn gather(input: &Map, filter: &Filter<'_>, x: usize, y: usize, window: &mut [f32]) {
    let margin = input.border - filter.padding;
    let start = (x * filter.stride + margin) * input.channels;
    let rows = window.chunks_exact_mut(filter.size * input.channels);
    for (dy, part) in rows.enumerate() {
        let row = input.row(y * filter.stride + margin + dy);
        part.copy_from_slice(&row[start..][..part.len()]);
    }
}

fn finish(sums: &mut [f32], bias: &[f32], least: f32) {
    for (sum, bias) in sums.iter_mut().zip(bias) {
        *sum = larger(*sum + bias, least);
    }
}

/// The maximum of every 2×2 pixels; a row or column left over counts for nothing.
pub(crate) fn max_pool(input: &Map, output: &mut Map) {
    let channels = output.channels;
    for y in 0..output.height {
        let (top, bottom) = (input.inner_row(2 * y), input.inner_row(2 * y + 1));
        let above = top.chunks_exact(2 * channels);
        let below = bottom.chunks_exact(2 * channels);
        let pixels = output.inner_row_mut(y).chunks_exact_mut(channels);
        for ((pixel, above), below) in pixels.zip(above).zip(below) {
            let (left, right) = above.split_at(channels);
            let (lower_left, lower_right) = below.split_at(channels);
            for (index, maximum) in pixel.iter_mut().enumerate() {
                let upper = larger(left[index], right[index]);
                let lower = larger(lower_left[index], lower_right[index]);
                *maximum = larger(upper, lower);
            }
        }
    }
}

/// `a` where it is not a number, so that the classifier hears of it; one instruction, other than
/// `f32::max`.
fn larger(a: f32, b: f32) -> f32 {
    if a < b { b } else { a }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
