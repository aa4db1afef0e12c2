//! Magnification of digit images, which preprocessing should undo.

use recognizer::{DigitImage, Raster};

/// Interpolation between pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Interpolation {
    Nearest,
    Bilinear,
    Bicubic,
}

impl Interpolation {
    /// Weight of a pixel at this distance, in pixels.
    fn weight(self, distance: f64) -> f64 {
        let d = distance.abs();
        match self {
            Self::Nearest => f64::from(u8::from(-0.5 < distance && distance <= 0.5)),
            Self::Bilinear => (1.0 - d).max(0.0),
            // Keys' cubic convolution (1981) with a = −1/2, as in image libraries.
            Self::Bicubic if d < 1.0 => 1.0 + d * d * (1.5 * d - 2.5),
            Self::Bicubic if d < 2.0 => 2.0 + d * (-4.0 + d * (2.5 - 0.5 * d)),
            Self::Bicubic => 0.0,
        }
    }
}

/// Magnifies the image `factor` times on blank paper of `side` × `side` pixels, `before` (x, y)
/// pixels of which are left of and above it.
pub(crate) fn magnify(
    pixels: &[u8; DigitImage::PIXELS],
    factor: usize,
    interpolation: Interpolation,
    before: (usize, usize),
    side: usize,
) -> Raster {
    let columns = weights(factor, interpolation, before.0, side);
    let rows = weights(factor, interpolation, before.1, side);
    let widened: Vec<Vec<f64>> = pixels
        .chunks_exact(DigitImage::SIDE)
        .map(|row| {
            columns
                .iter()
                .map(|taps| tap(taps, |x| f64::from(row[x])))
                .collect()
        })
        .collect();
    let mut ink = Vec::with_capacity(side * side);
    for taps in &rows {
        ink.extend((0..side).map(|x| tap(taps, |y| widened[y][x]).round() as u8));
    }
    Raster::from_ink(side, side, &ink).expect("as many pixels as the raster has")
}

/// Indices and weights of the pixels that one pixel is interpolated from.
type Taps = Vec<(usize, f64)>;

/// Weighted sum of the taps' pixels.
fn tap(taps: &Taps, value: impl Fn(usize) -> f64) -> f64 {
    taps.iter()
        .map(|&(index, weight)| weight * value(index))
        .sum()
}

/// Taps of each pixel along an axis of the raster.
fn weights(factor: usize, interpolation: Interpolation, before: usize, side: usize) -> Vec<Taps> {
    let taps_at = |position: usize| {
        let at = (position as f64 + 0.5 - before as f64) / factor as f64 - 0.5;
        let taps =
            (0..DigitImage::SIDE).map(|index| (index, interpolation.weight(at - index as f64)));
        taps.filter(|&(_, weight)| weight != 0.0).collect()
    };
    (0..side).map(taps_at).collect()
}
