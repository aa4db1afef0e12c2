//! All that the compiled network computes: convolutions and maxima.
//!
//! Plain loops over arrays of a fixed size, which the compiler turns into SIMD instructions: of 128
//! bits in WebAssembly, and on every processor that Rust's targets start from.

/// Height × width pixels of some channels each, channel beside channel, inside a border of zeros.
#[derive(Clone, Debug)]
pub(crate) struct Map {
    height: usize,
    width: usize,
    channels: usize,
    border: usize,
    numbers: Vec<f32>,
}

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
    /// As `compiler::pack` orders them.
    pub(crate) weights: &'a [f32],
}

/// Pixels computed at once: 3 divides the widths 24, 12, 6 and 3; more are no faster.
const TILE: usize = 3;
/// Channels computed at once, while so many are left: two registers.
const WIDE: usize = 8;
/// What the numbers of channels are multiples of: one register.
const NARROW: usize = 4;

impl Map {
    pub(crate) fn new(height: usize, width: usize, channels: usize, border: usize) -> Self {
        let pixels = (height + 2 * border) * (width + 2 * border);
        Self {
            height,
            width,
            channels,
            border,
            numbers: vec![0.0; pixels * channels],
        }
    }

    /// All numbers, row by row, the border's included.
    pub(crate) fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    /// Sets the pixels inside the border, row by row.
    pub(crate) fn fill(&mut self, mut numbers: impl Iterator<Item = f32>) {
        for y in 0..self.height {
            let row = self.inner_row_mut(y).iter_mut();
            row.zip(&mut numbers).for_each(|(to, from)| *to = from);
        }
    }

    /// The row `y`, with the border on both sides, counted from the border's first row.
    fn row(&self, y: usize) -> &[f32] {
        let length = (self.width + 2 * self.border) * self.channels;
        &self.numbers[y * length..][..length]
    }

    /// The row `y` inside the border.
    pub(crate) fn inner_row(&self, y: usize) -> &[f32] {
        let row = self.row(y + self.border);
        &row[self.border * self.channels..][..self.width * self.channels]
    }

    fn inner_row_mut(&mut self, y: usize) -> &mut [f32] {
        let length = (self.width + 2 * self.border) * self.channels;
        let start = (y + self.border) * length + self.border * self.channels;
        &mut self.numbers[start..][..self.width * self.channels]
    }
}

/// The weighted sum of every window.
pub(crate) fn convolve(input: &Map, filter: &Filter<'_>, output: &mut Map) {
    let depth = 1 + filter.size * filter.size * input.channels;
    let narrow_from = output.channels / WIDE * WIDE;
    let (wide, narrow) = filter.weights.split_at(narrow_from * depth);
    let (wide, _) = wide.as_chunks::<WIDE>();
    for (index, weights) in wide.chunks_exact(depth).enumerate() {
        convolve_block(input, filter, weights, index * WIDE, output);
    }
    if !narrow.is_empty() {
        let (weights, _) = narrow.as_chunks::<NARROW>();
        convolve_block(input, filter, weights, narrow_from, output);
    }
}

/// The `N` channels from `first` on: `weights` has their biases, then those of a window.
fn convolve_block<const N: usize>(
    input: &Map,
    filter: &Filter<'_>,
    weights: &[[f32; N]],
    first: usize,
    output: &mut Map,
) {
    if output.width < TILE {
        convolve_tiles::<N, 1>(input, filter, weights, first, output);
    } else {
        convolve_tiles::<N, TILE>(input, filter, weights, first, output);
    }
}

fn convolve_tiles<const N: usize, const PIXELS: usize>(
    input: &Map,
    filter: &Filter<'_>,
    weights: &[[f32; N]],
    first: usize,
    output: &mut Map,
) {
    let channels = output.channels;
    let last = output.width - PIXELS;
    for y in 0..output.height {
        for x in (0..output.width).step_by(PIXELS) {
            // The last tile begins early enough: what both have is the same.
            let x = x.min(last);
            let sums = tile::<N, PIXELS>(input, filter, weights, x, y);
            let row = &mut output.inner_row_mut(y)[x * channels..];
            for (pixel, sums) in row.chunks_exact_mut(channels).zip(&sums) {
                let rectified = sums.map(|sum| larger(sum, filter.least));
                pixel[first..][..N].copy_from_slice(&rectified);
            }
        }
    }
}

/// `N` channels of the `PIXELS` pixels of row `y` from column `x` on.
#[inline(always)]
fn tile<const N: usize, const PIXELS: usize>(
    input: &Map,
    filter: &Filter<'_>,
    weights: &[[f32; N]],
    x: usize,
    y: usize,
) -> [[f32; N]; PIXELS] {
    let margin = input.border - filter.padding;
    let span = filter.size * input.channels;
    let mut sums = [weights[0]; PIXELS];
    for dy in 0..filter.size {
        let weights = &weights[1 + dy * span..][..span];
        let row = input.row(y * filter.stride + margin + dy);
        let start = |pixel: usize| ((x + pixel) * filter.stride + margin) * input.channels;
        let windows: [&[f32]; PIXELS] = std::array::from_fn(|pixel| &row[start(pixel)..][..span]);
        for (index, weights) in weights.iter().enumerate() {
            for (sums, window) in sums.iter_mut().zip(&windows) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += window[index] * weight;
                }
            }
        }
    }
    sums
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
