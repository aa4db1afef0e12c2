//! Matrix multiplication (GEMM), which takes nearly all of the network's time.
//!
//! Plain loops over arrays of a fixed size, which the compiler turns into SIMD instructions: of 128
//! bits in WebAssembly and at the baseline of every native target; of 256 bits with fused
//! multiply-add where `pulp` detects them.

#[cfg(not(target_arch = "wasm32"))]
use pulp::{Arch, Simd, WithSimd};

/// Numbers in a SIMD register of 128 bits; the columns of `b` are a multiple of it.
pub(super) const LANES: usize = 4;

/// Matrix product `c = a · b`, all row-major.
struct Gemm<'a> {
    /// m × k.
    a: &'a [f32],
    /// k × n.
    b: &'a [f32],
    /// m × n.
    c: &'a mut [f32],
    k: usize,
    n: usize,
}

/// Computes `c = a · b`, where `a` is m×k, `b` is k×`n`, and all are row-major.
pub(super) fn gemm(a: &[f32], b: &[f32], n: usize, c: &mut [f32]) {
    let gemm = Gemm {
        a,
        b,
        c,
        k: b.len() / n,
        n,
    };
    #[cfg(target_arch = "wasm32")]
    gemm.compute::<false>();
    #[cfg(not(target_arch = "wasm32"))]
    Arch::new().dispatch(gemm);
}

#[cfg(not(target_arch = "wasm32"))]
impl WithSimd for Gemm<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        if S::IS_SCALAR {
            self.compute::<false>();
        } else {
            self.compute::<true>();
        }
    }
}

// Functions that are not inlined into `with_simd` are compiled without its instructions.
impl Gemm<'_> {
    /// `WIDE` means sixteen registers of 256 bits and fused multiply-add.
    #[inline(always)]
    fn compute<const WIDE: bool>(mut self) {
        let mut column = 0;
        while WIDE && column + 4 * LANES <= self.n {
            self.panel::<{ 4 * LANES }, WIDE>(column);
            column += 4 * LANES;
        }
        while column + 2 * LANES <= self.n {
            self.panel::<{ 2 * LANES }, WIDE>(column);
            column += 2 * LANES;
        }
        if column < self.n {
            self.panel::<LANES, WIDE>(column);
        }
    }

    /// Computes a panel of `NR` columns of `c`.
    #[inline(always)]
    fn panel<const NR: usize, const WIDE: bool>(&mut self, column: usize) {
        let m = self.c.len() / self.n;
        let mut row = 0;
        while WIDE && row + 6 <= m {
            self.microkernel::<6, NR, WIDE>(row, column);
            row += 6;
        }
        while row + 3 <= m {
            self.microkernel::<3, NR, WIDE>(row, column);
            row += 3;
        }
        while row < m {
            self.microkernel::<1, NR, WIDE>(row, column);
            row += 1;
        }
    }

    /// Computes `MR × NR` elements of `c`, which fit into registers.
    #[inline(always)]
    fn microkernel<const MR: usize, const NR: usize, const WIDE: bool>(
        &mut self,
        row: usize,
        column: usize,
    ) {
        let mut a_rows = [self.a; MR];
        for (index, a) in a_rows.iter_mut().enumerate() {
            *a = &a[(row + index) * self.k..][..self.k];
        }
        let mut sums = [[0.0; NR]; MR];
        for (index, b) in self.b.chunks_exact(self.n).enumerate() {
            let b = &b[column..][..NR];
            for (sums, a) in sums.iter_mut().zip(&a_rows) {
                for (sum, b) in sums.iter_mut().zip(b) {
                    *sum = multiply_add::<WIDE>(*sum, a[index], *b);
                }
            }
        }
        for (index, sums) in sums.iter().enumerate() {
            let start = (row + index) * self.n + column;
            self.c[start..][..NR].copy_from_slice(sums);
        }
    }
}

/// Fused only where that is one instruction; elsewhere it is a slow library call.
#[inline(always)]
fn multiply_add<const FUSED: bool>(sum: f32, a: f32, b: f32) -> f32 {
    if FUSED {
        a.mul_add(b, sum)
    } else {
        sum + a * b
    }
}
