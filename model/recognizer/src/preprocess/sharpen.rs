//! Reverses the blur of a smoothly magnified raster.

use crate::Raster;

/// Share of the fade subtracted for each neighbor.
///
/// Averaging linearly interpolated pixels blurs by (1/8, 3/4, 1/8); its inverse is close to
/// (−1/6, 4/3, −1/6), and such a raster's ink fades over half a pixel.
const STRENGTH: f64 = 1.0 / 3.0;

/// Sharpens fitted ink whose edges fade over `fade` pixels.
pub(super) fn sharpen(fitted: Raster, fade: f64) -> Raster {
    if fade == 0.0 {
        return fitted;
    }
    let amount = (fade.min(0.5) * STRENGTH) as f32;
    sharpen_rows(&sharpen_rows(&fitted, amount).transposed(), amount).transposed()
}

fn sharpen_rows(raster: &Raster, amount: f32) -> Raster {
    let mut sharp = Raster::blank(raster.width(), raster.height());
    for y in 0..raster.height() {
        let row = raster.row(y);
        let at = |x: Option<usize>| x.and_then(|x| row.get(x)).copied().unwrap_or(0.0);
        for (x, value) in sharp.row_mut(y).iter_mut().enumerate() {
            let neighbors = at(x.checked_sub(1)) + at(Some(x + 1));
            let steeper = (1.0 + 2.0 * amount) * row[x] - amount * neighbors;
            *value = steeper.clamp(0.0, 1.0);
        }
    }
    sharp
}
