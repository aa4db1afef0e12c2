//! Ink to the 28×28 digit image, by MNIST's own procedure (LeCun et al., 1998).
//!
//! The ink's longer side becomes exactly 20 px, anti-aliased; then a whole-pixel shift puts the
//! intensity-weighted centre of mass at index 14 on both axes. Strokes and rasters share
//! everything after rasterization.

mod center;
mod curve;
mod fit;
mod ink_box;
mod sharpen;
mod strokes;

use crate::{DigitImage, Drawing, Raster};
use ink_box::InkBox;

/// The longer side of the ink in the digit image, in pixels.
const DIGIT_SIDE: f64 = 20.0;

/// The digit image of a drawing; `None` if nothing was drawn.
///
/// Where and how large the digit was drawn makes almost no difference: the ink is drawn anew with
/// the model's own pen. Points that are not finite are left out.
pub fn preprocess(drawing: &Drawing) -> Option<DigitImage> {
    let (raster, ink) = strokes::rasterize(drawing)?;
    Some(digit_image(&raster, ink))
}

/// The digit image of grayscale pixels; `None` if no pixel carries ink.
///
/// An MNIST image comes back unchanged, also when it was magnified and moved.
pub fn preprocess_raster(raster: &Raster) -> Option<DigitImage> {
    let ink = ink_box::find(raster)?;
    Some(digit_image(raster, ink))
}

fn digit_image(raster: &Raster, ink: InkBox) -> DigitImage {
    let fitted = fit::fit(raster, ink);
    center::center(&sharpen::sharpen(fitted, ink.fade))
}
