//! Magnifies digit images, to see whether preprocessing undoes it.

use recognizer::{DigitImage, Raster};

/// How the values between the pixels are found.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Interpolation {
    Nearest,
    Bilinear,
    Bicubic,
}

impl Interpolation {
    /// The weight of a pixel at this distance, in pixels.
    fn weight(self, distance: f64) -> f64 {
        let d = distance.abs();
        match self {
            Self::Nearest => f64::from(u8::from(-0.5 < distance && distance <= 0.5)),
            Self::Bilinear => (1.0 - d).max(0.0),
            // Keys' cubic convolution with a = −1/2, as image libraries have it.
            Self::Bicubic if d < 1.0 => 1.0 + d * d * (1.5 * d - 2.5),
            Self::Bicubic if d < 2.0 => 2.0 + d * (-4.0 + d * (2.5 - 0.5 * d)),
            Self::Bicubic => 0.0,
        }
    }
}

/// The image magnified `factor` times, with paper around: `before` pixels left of and above it.
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

type Taps = Vec<(usize, f64)>;

fn tap(taps: &Taps, value: impl Fn(usize) -> f64) -> f64 {
    taps.iter()
        .map(|&(index, weight)| weight * value(index))
        .sum()
}

/// For each pixel along an axis of the raster: the image's pixels that it is made of.
fn weights(factor: usize, interpolation: Interpolation, before: usize, side: usize) -> Vec<Taps> {
    let taps_at = |position: usize| {
        let at = (position as f64 + 0.5 - before as f64) / factor as f64 - 0.5;
        let taps =
            (0..DigitImage::SIDE).map(|index| (index, interpolation.weight(at - index as f64)));
        taps.filter(|&(_, weight)| weight != 0.0).collect()
    };
    (0..side).map(taps_at).collect()
}
