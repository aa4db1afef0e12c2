//! Winograd convolution F(2×2, 3×3): 16 multiplications per 2×2 output pixels instead of 36.
//!
//! A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2016
//! (arXiv:1509.09308): Y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A, with the paper's matrices G, Bᵀ and Aᵀ. The
//! elementwise products, summed over the input channels, are one GEMM per element.

use std::ops::Range;

use super::gemm::{LANES, gemm};
use super::{FeatureMap, max};

/// Elements of a transformed tile, 4×4.
const ELEMENTS: usize = 16;

/// Tiles per GEMM: few enough for the L1 cache.
const BATCH: usize = 36;

/// Filter transform.
const G: [[f32; 3]; 4] = [
    [1.0, 0.0, 0.0],
    [0.5, 0.5, 0.5],
    [0.5, -0.5, 0.5],
    [0.0, 0.0, 1.0],
];

/// Convolution with a 3×3 kernel and stride 1, whose output has even sides.
pub(crate) struct WinogradConv2d<'a> {
    /// Zero pixels around the input; at most the input's border.
    pub(crate) padding: usize,
    /// Lower clamp of the activation: 0 for ReLU, −∞ for identity.
    pub(crate) clamp_min: f32,
    /// Biases and transformed weights, from [`transform_filter`].
    pub(crate) weights: &'a [f32],
}

/// Neighboring channels of one pixel or element.
type Lanes = [f32; LANES];

/// Buffers of transformed tiles, `[element][tile][channel]`.
#[derive(Default)]
pub(crate) struct Workspace {
    inputs: Vec<Lanes>,
    products: Vec<Lanes>,
}

/// Transforms the weights of a 3×3 `Conv2d`, G g Gᵀ: biases `[out]`, then `[element][in][out]`.
pub(crate) fn transform_filter(weights: &[f32], outputs: usize) -> Vec<f32> {
    let (bias, filters) = weights.split_at(outputs);
    let plane = filters.len() / 9;
    let mut transformed = bias.to_vec();
    for (row, column) in (0..ELEMENTS).map(|element| (G[element / 4], G[element % 4])) {
        transformed.extend((0..plane).map(|index| {
            let terms = (0..9).map(|at| row[at / 3] * column[at % 3] * filters[at * plane + index]);
            terms.sum::<f32>()
        }));
    }
    transformed
}

/// Convolves in batches of tiles.
pub(crate) fn conv2d_winograd(
    input: &FeatureMap,
    conv: &WinogradConv2d<'_>,
    output: &mut FeatureMap,
    workspace: &mut Workspace,
) {
    let (bias, weights) = conv.weights.split_at(output.channels);
    let count = output.height * output.width / 4;
    for start in (0..count).step_by(BATCH) {
        let tiles = start..count.min(start + BATCH);
        workspace.transform_inputs(
            input,
            input.border - conv.padding,
            output.width / 2,
            tiles.clone(),
        );
        workspace.multiply(weights, tiles.len(), output.channels);
        workspace.transform_outputs(tiles, bias, conv.clamp_min, output);
    }
}

impl Workspace {
    /// Bᵀ d B of the 4×4 input pixels of each tile; `across` is the number of tiles per row.
    fn transform_inputs(
        &mut self,
        input: &FeatureMap,
        margin: usize,
        across: usize,
        tiles: Range<usize>,
    ) {
        let (count, blocks) = (tiles.len(), input.channels / LANES);
        self.inputs.resize(ELEMENTS * count * blocks, [0.0; LANES]);
        for (index, tile) in tiles.enumerate() {
            let (x, y) = (2 * (tile % across) + margin, 2 * (tile / across) + margin);
            for block in 0..blocks {
                let elements = input_transform(patch(input, x, y, block));
                for (element, lanes) in elements.as_flattened().iter().enumerate() {
                    self.inputs[(element * count + index) * blocks + block] = *lanes;
                }
            }
        }
    }

    /// One GEMM per element: tiles × inputs · inputs × outputs.
    fn multiply(&mut self, weights: &[f32], count: usize, outputs: usize) {
        let size = count * outputs;
        self.products.resize(ELEMENTS * size / LANES, [0.0; LANES]);
        let inputs = self.inputs.as_flattened();
        let inputs = inputs.chunks_exact(inputs.len() / ELEMENTS);
        let weights = weights.chunks_exact(weights.len() / ELEMENTS);
        let products = self.products.as_flattened_mut().chunks_exact_mut(size);
        for ((inputs, weights), products) in inputs.zip(weights).zip(products) {
            gemm(inputs, weights, outputs, products);
        }
    }

    /// Aᵀ m A, bias and activation: the 2×2 output pixels of each tile.
    fn transform_outputs(
        &self,
        tiles: Range<usize>,
        bias: &[f32],
        clamp_min: f32,
        output: &mut FeatureMap,
    ) {
        let (count, blocks, across) = (tiles.len(), output.channels / LANES, output.width / 2);
        let (bias, _) = bias.as_chunks();
        for (index, tile) in tiles.enumerate() {
            let (x, y) = (2 * (tile % across), 2 * (tile / across));
            for block in 0..blocks {
                let pixels = output_transform(self.elements(count, index, blocks, block));
                for (dy, pixels) in pixels.into_iter().enumerate() {
                    let (row, _) = output.inner_row_mut(y + dy).as_chunks_mut();
                    let [left, right] = pixels;
                    row[x * blocks + block] = add_bias_and_clamp(left, bias[block], clamp_min);
                    row[(x + 1) * blocks + block] =
                        add_bias_and_clamp(right, bias[block], clamp_min);
                }
            }
        }
    }

    /// Products of one tile.
    fn elements(&self, count: usize, index: usize, blocks: usize, block: usize) -> [[Lanes; 4]; 4] {
        let mut elements = [[[0.0; LANES]; 4]; 4];
        for (element, lanes) in elements.as_flattened_mut().iter_mut().enumerate() {
            *lanes = self.products[(element * count + index) * blocks + block];
        }
        elements
    }
}

/// 4×4 pixels from `(x, y)` on, where `(0, 0)` is the first of the border.
fn patch(input: &FeatureMap, x: usize, y: usize, block: usize) -> [[Lanes; 4]; 4] {
    let blocks = input.channels / LANES;
    let mut patch = [[[0.0; LANES]; 4]; 4];
    for (dy, pixels) in patch.iter_mut().enumerate() {
        let (row, _) = input.row(y + dy).as_chunks();
        for (dx, lanes) in pixels.iter_mut().enumerate() {
            *lanes = row[(x + dx) * blocks + block];
        }
    }
    patch
}

/// Bᵀ d B.
#[inline(always)]
fn input_transform(pixels: [[Lanes; 4]; 4]) -> [[Lanes; 4]; 4] {
    map_rows(
        transposed(map_rows(transposed(pixels), input_transform_1d)),
        input_transform_1d,
    )
}

/// Bᵀ d.
#[inline(always)]
fn input_transform_1d([a, b, c, d]: [Lanes; 4]) -> [Lanes; 4] {
    [sub(a, c), add(b, c), sub(c, b), sub(b, d)]
}

/// Aᵀ m A.
#[inline(always)]
fn output_transform(elements: [[Lanes; 4]; 4]) -> [[Lanes; 2]; 2] {
    map_rows(
        transposed(map_rows(transposed(elements), output_transform_1d)),
        output_transform_1d,
    )
}

/// Aᵀ m.
#[inline(always)]
fn output_transform_1d([a, b, c, d]: [Lanes; 4]) -> [Lanes; 2] {
    [add(add(a, b), c), sub(sub(b, c), d)]
}

// Loops, because `map` and iterators of arrays are not always inlined.

#[inline(always)]
fn map_rows<const N: usize, const M: usize>(
    rows: [[Lanes; 4]; N],
    map: impl Fn([Lanes; 4]) -> [Lanes; M],
) -> [[Lanes; M]; N] {
    let mut mapped = [[[0.0; LANES]; M]; N];
    for index in 0..N {
        mapped[index] = map(rows[index]);
    }
    mapped
}

#[inline(always)]
fn transposed<const N: usize>(rows: [[Lanes; N]; 4]) -> [[Lanes; 4]; N] {
    let mut columns = [[[0.0; LANES]; 4]; N];
    for (x, column) in columns.iter_mut().enumerate() {
        for y in 0..4 {
            column[y] = rows[y][x];
        }
    }
    columns
}

#[inline(always)]
fn add(mut a: Lanes, b: Lanes) -> Lanes {
    for lane in 0..LANES {
        a[lane] += b[lane];
    }
    a
}

#[inline(always)]
fn sub(mut a: Lanes, b: Lanes) -> Lanes {
    for lane in 0..LANES {
        a[lane] -= b[lane];
    }
    a
}

fn add_bias_and_clamp(mut sums: Lanes, bias: Lanes, clamp_min: f32) -> Lanes {
    for lane in 0..LANES {
        sums[lane] = max(sums[lane] + bias[lane], clamp_min);
    }
    sums
}
