//! Convolutions of 3×3 windows with 16 multiplications for every 4 pixels instead of 36.
//!
//! Winograd's minimal filtering F(2×2, 3×3): A. Lavin and S. Gray, "Fast Algorithms for
//! Convolutional Neural Networks", 2016 (arXiv:1509.09308), whose matrices are G, Bᵀ and Aᵀ here.

use std::ops::Range;

use super::product::{LANES, product};
use super::{Map, larger};

/// Numbers that stand for a tile of 2×2 pixels, and for a window of 3×3.
const POINTS: usize = 16;
/// Tiles that are multiplied at once: few enough for the processor's own memory.
const AT_ONCE: usize = 36;

const G: [[f32; 3]; 4] = [
    [1.0, 0.0, 0.0],
    [0.5, 0.5, 0.5],
    [0.5, -0.5, 0.5],
    [0.0, 0.0, 1.0],
];

/// A convolution of 3×3 windows, one pixel from each other; its output has even sides.
pub(crate) struct TileFilter<'a> {
    /// Pixels by which the first window begins outside; at most the input's border.
    pub(crate) padding: usize,
    /// What is smaller becomes this: 0 for a rectifier, −∞ for none.
    pub(crate) least: f32,
    /// As `tiled` gives them.
    pub(crate) weights: &'a [f32],
}

/// The same pixel of neighboring channels.
type Lanes = [f32; LANES];

/// Room for tiles between their transformations: point by point, a row for each tile.
#[derive(Default)]
pub(crate) struct Tiles {
    inputs: Vec<Lanes>,
    sums: Vec<Lanes>,
}

/// The weights of a `TileFilter`, the biases as they are, from those of a `Filter`.
pub(crate) fn tiled(weights: &[f32], outputs: usize) -> Vec<f32> {
    let (bias, windows) = weights.split_at(outputs);
    let plane = windows.len() / 9;
    let mut tiled = bias.to_vec();
    for (row, column) in (0..POINTS).map(|point| (G[point / 4], G[point % 4])) {
        tiled.extend((0..plane).map(|index| {
            let positions =
                (0..9).map(|at| row[at / 3] * column[at % 3] * windows[at * plane + index]);
            positions.sum::<f32>()
        }));
    }
    tiled
}

/// The weighted sum of every window.
pub(crate) fn convolve_tiles(
    input: &Map,
    filter: &TileFilter<'_>,
    output: &mut Map,
    tiles: &mut Tiles,
) {
    let (bias, weights) = filter.weights.split_at(output.channels);
    let count = output.height * output.width / 4;
    for start in (0..count).step_by(AT_ONCE) {
        let group = start..count.min(start + AT_ONCE);
        tiles.transform(
            input,
            input.border - filter.padding,
            output.width / 2,
            group.clone(),
        );
        tiles.multiply(weights, group.len(), output.channels);
        tiles.transform_back(group, bias, filter.least, output);
    }
}

impl Tiles {
    /// Bᵀ d B of the 4×4 pixels that each tile depends on.
    fn transform(&mut self, input: &Map, margin: usize, across: usize, group: Range<usize>) {
        let (count, blocks) = (group.len(), input.channels / LANES);
        self.inputs.resize(POINTS * count * blocks, [0.0; LANES]);
        for (index, tile) in group.enumerate() {
            let (x, y) = (2 * (tile % across) + margin, 2 * (tile / across) + margin);
            for block in 0..blocks {
                let points = spread(patch(input, x, y, block));
                for (point, lanes) in points.as_flattened().iter().enumerate() {
                    self.inputs[(point * count + index) * blocks + block] = *lanes;
                }
            }
        }
    }

    fn multiply(&mut self, weights: &[f32], count: usize, outputs: usize) {
        let size = count * outputs;
        self.sums.resize(POINTS * size / LANES, [0.0; LANES]);
        let inputs = self.inputs.as_flattened();
        let inputs = inputs.chunks_exact(inputs.len() / POINTS);
        let weights = weights.chunks_exact(weights.len() / POINTS);
        let sums = self.sums.as_flattened_mut().chunks_exact_mut(size);
        for ((inputs, weights), sums) in inputs.zip(weights).zip(sums) {
            product(inputs, weights, outputs, sums);
        }
    }

    /// Aᵀ m A: the 2×2 pixels of each tile.
    fn transform_back(&self, group: Range<usize>, bias: &[f32], least: f32, output: &mut Map) {
        let (count, blocks, across) = (group.len(), output.channels / LANES, output.width / 2);
        let (bias, _) = bias.as_chunks();
        for (index, tile) in group.enumerate() {
            let (x, y) = (2 * (tile % across), 2 * (tile / across));
            for block in 0..blocks {
                let pixels = gather(self.points(count, index, blocks, block));
                for (dy, pixels) in pixels.into_iter().enumerate() {
                    let (row, _) = output.inner_row_mut(y + dy).as_chunks_mut();
                    row[x * blocks + block] = finished(pixels[0], bias[block], least);
                    row[(x + 1) * blocks + block] = finished(pixels[1], bias[block], least);
                }
            }
        }
    }

    /// The sums of one tile.
    fn points(&self, count: usize, index: usize, blocks: usize, block: usize) -> [[Lanes; 4]; 4] {
        let mut points = [[[0.0; LANES]; 4]; 4];
        for (point, lanes) in points.as_flattened_mut().iter_mut().enumerate() {
            *lanes = self.sums[(point * count + index) * blocks + block];
        }
        points
    }
}

/// 4×4 pixels from `(x, y)` on, counted from the border's first.
fn patch(input: &Map, x: usize, y: usize, block: usize) -> [[Lanes; 4]; 4] {
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
fn spread(pixels: [[Lanes; 4]; 4]) -> [[Lanes; 4]; 4] {
    each(
        transposed(each(transposed(pixels), spread_line)),
        spread_line,
    )
}

/// Bᵀ d.
#[inline(always)]
fn spread_line([a, b, c, d]: [Lanes; 4]) -> [Lanes; 4] {
    [minus(a, c), plus(b, c), minus(c, b), minus(b, d)]
}

/// Aᵀ m A.
#[inline(always)]
fn gather(points: [[Lanes; 4]; 4]) -> [[Lanes; 2]; 2] {
    each(
        transposed(each(transposed(points), gather_line)),
        gather_line,
    )
}

/// Aᵀ m.
#[inline(always)]
fn gather_line([a, b, c, d]: [Lanes; 4]) -> [Lanes; 2] {
    [plus(plus(a, b), c), minus(minus(b, c), d)]
}

// Loops, because `map` and iterators of arrays are not always inlined.

#[inline(always)]
fn each<const N: usize, const M: usize>(
    lines: [[Lanes; 4]; N],
    change: impl Fn([Lanes; 4]) -> [Lanes; M],
) -> [[Lanes; M]; N] {
    let mut changed = [[[0.0; LANES]; M]; N];
    for index in 0..N {
        changed[index] = change(lines[index]);
    }
    changed
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
fn plus(mut a: Lanes, b: Lanes) -> Lanes {
    for lane in 0..LANES {
        a[lane] += b[lane];
    }
    a
}

#[inline(always)]
fn minus(mut a: Lanes, b: Lanes) -> Lanes {
    for lane in 0..LANES {
        a[lane] -= b[lane];
    }
    a
}

fn finished(mut sums: Lanes, bias: Lanes, least: f32) -> Lanes {
    for lane in 0..LANES {
        sums[lane] = larger(sums[lane] + bias[lane], least);
    }
    sums
}
