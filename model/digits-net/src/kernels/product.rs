//! The product of two matrices, where nearly all of the time goes.
//!
//! Plain loops over arrays of a fixed size, which the compiler turns into SIMD instructions: of 128
//! bits in WebAssembly and on every processor that Rust's targets start from; of 256 bits, with
//! multiplication and addition in one, where `pulp` finds that the processor has them.

#[cfg(not(target_arch = "wasm32"))]
use pulp::{Arch, Simd, WithSimd};

/// Numbers in the shortest register: what columns come in multiples of.
pub(super) const LANES: usize = 4;

/// Two matrices and room for their product, each row by row.
struct Product<'a> {
    left: &'a [f32],
    right: &'a [f32],
    output: &'a mut [f32],
    depth: usize,
    columns: usize,
}

/// Multiplies `left` (rows × depth) by `right` (depth × `columns`).
pub(super) fn product(left: &[f32], right: &[f32], columns: usize, output: &mut [f32]) {
    let product = Product {
        left,
        right,
        output,
        depth: right.len() / columns,
        columns,
    };
    #[cfg(target_arch = "wasm32")]
    product.compute::<false>();
    #[cfg(not(target_arch = "wasm32"))]
    Arch::new().dispatch(product);
}

#[cfg(not(target_arch = "wasm32"))]
impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        match S::IS_SCALAR {
            true => self.compute::<false>(),
            false => self.compute::<true>(),
        }
    }
}

// What is not inlined into `with_simd` does not get its instructions.
impl Product<'_> {
    /// `WIDE` processors have sixteen registers of 256 bits and fused multiplication.
    #[inline(always)]
    fn compute<const WIDE: bool>(mut self) {
        let mut column = 0;
        while WIDE && column + 4 * LANES <= self.columns {
            self.strip::<{ 4 * LANES }, WIDE>(column);
            column += 4 * LANES;
        }
        while column + 2 * LANES <= self.columns {
            self.strip::<{ 2 * LANES }, WIDE>(column);
            column += 2 * LANES;
        }
        if column < self.columns {
            self.strip::<LANES, WIDE>(column);
        }
    }

    #[inline(always)]
    fn strip<const COLUMNS: usize, const WIDE: bool>(&mut self, column: usize) {
        let rows = self.output.len() / self.columns;
        let mut row = 0;
        while WIDE && row + 6 <= rows {
            self.tile::<6, COLUMNS, WIDE>(row, column);
            row += 6;
        }
        while row + 3 <= rows {
            self.tile::<3, COLUMNS, WIDE>(row, column);
            row += 3;
        }
        while row < rows {
            self.tile::<1, COLUMNS, WIDE>(row, column);
            row += 1;
        }
    }

    /// As many sums as fit into registers.
    #[inline(always)]
    fn tile<const ROWS: usize, const COLUMNS: usize, const WIDE: bool>(
        &mut self,
        row: usize,
        column: usize,
    ) {
        let mut lefts = [self.left; ROWS];
        for (index, left) in lefts.iter_mut().enumerate() {
            *left = &left[(row + index) * self.depth..][..self.depth];
        }
        let mut sums = [[0.0; COLUMNS]; ROWS];
        for (index, right) in self.right.chunks_exact(self.columns).enumerate() {
            let right = &right[column..][..COLUMNS];
            for (sums, left) in sums.iter_mut().zip(&lefts) {
                for (sum, right) in sums.iter_mut().zip(right) {
                    *sum = add_product::<WIDE>(*sum, left[index], *right);
                }
            }
        }
        for (index, sums) in sums.iter().enumerate() {
            let start = (row + index) * self.columns + column;
            self.output[start..][..COLUMNS].copy_from_slice(sums);
        }
    }
}

/// Fused only where it is one instruction; elsewhere it would be a function that takes long.
#[inline(always)]
fn add_product<const FUSED: bool>(sum: f32, a: f32, b: f32) -> f32 {
    match FUSED {
        true => a.mul_add(b, sum),
        false => sum + a * b,
    }
}
