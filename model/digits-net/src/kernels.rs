//! Kernels of the generated network: convolution and max pooling.

mod feature_map;
mod gemm;
mod winograd;

pub(crate) use feature_map::FeatureMap;
pub(crate) use winograd::{WinogradConv2d, Workspace, conv2d_winograd, transform_filter};

use gemm::gemm;

/// Convolution: kernel size, stride, zero padding, activation clamp and packed weights.
///
/// A dense layer is a convolution whose kernel covers the whole input.
pub(crate) struct Conv2d<'a> {
    /// Rows and columns of the kernel.
    pub(crate) size: usize,
    /// Pixels between neighboring windows.
    pub(crate) stride: usize,
    /// Zero pixels around the input; at most the input's border.
    pub(crate) padding: usize,
    /// Lower clamp of the activation: 0 for ReLU, −∞ for identity.
    pub(crate) clamp_min: f32,
    /// Biases `[out]`, then weights `[kh][kw][in][out]`, as packed by `onnx_codegen::pack`.
    pub(crate) weights: &'a [f32],
}

/// Convolves by im2col and GEMM, one output row at a time.
pub(crate) fn conv2d(input: &FeatureMap, conv: &Conv2d<'_>, output: &mut FeatureMap) {
    let k = conv.size * conv.size * input.channels;
    let (bias, weights) = conv.weights.split_at(output.channels);
    let mut windows = vec![0.0; output.width * k];
    for y in 0..output.height {
        for (x, window) in windows.chunks_exact_mut(k).enumerate() {
            im2col(input, conv, x, y, window);
        }
        let sums = output.inner_row_mut(y);
        gemm(&windows, weights, bias.len(), sums);
        for pixel in sums.chunks_exact_mut(bias.len()) {
            add_bias_and_clamp(pixel, bias, conv.clamp_min);
        }
    }
}

/// Copies the input window of output pixel `(x, y)`.
fn im2col(input: &FeatureMap, conv: &Conv2d<'_>, x: usize, y: usize, window: &mut [f32]) {
    let margin = input.border - conv.padding;
    let start = (x * conv.stride + margin) * input.channels;
    let rows = window.chunks_exact_mut(conv.size * input.channels);
    for (dy, part) in rows.enumerate() {
        let row = input.row(y * conv.stride + margin + dy);
        part.copy_from_slice(&row[start..][..part.len()]);
    }
}

fn add_bias_and_clamp(sums: &mut [f32], bias: &[f32], clamp_min: f32) {
    for (sum, bias) in sums.iter_mut().zip(bias) {
        *sum = max(*sum + bias, clamp_min);
    }
}

/// Max pooling of 2×2 windows with stride 2; an odd row or column at the end is dropped.
pub(crate) fn max_pool(input: &FeatureMap, output: &mut FeatureMap) {
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
                let upper = max(left[index], right[index]);
                let lower = max(lower_left[index], lower_right[index]);
                *maximum = max(upper, lower);
            }
        }
    }
}

/// Maximum that keeps a NaN in `a`, so that it reaches the outputs and is reported; a single
/// instruction, unlike `f32::max`.
fn max(a: f32, b: f32) -> f32 {
    if a < b { b } else { a }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
