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

use crate::{BoundingBox, DigitImage, Drawing, Raster};
use ink_box::InkBox;

/// The longer side of the ink in the digit image, in pixels.
const DIGIT_SIDE: f64 = 20.0;

/// What becomes of ink on its way to the network, for people to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Stages {
    /// The ink with some paper around it; strokes are drawn anew with the model's own pen.
    pub ink: Raster,
    /// The ink's box, in pixels of `ink`.
    pub bounds: BoundingBox,
    /// Pixels of the digit image for each pixel of `ink`.
    pub scale: f64,
    /// What is in the box, its longer side 20 px; less for a speck.
    pub fitted: Raster,
    /// The same with its centre of mass in the middle: 28×28 px, what the network sees.
    pub image: DigitImage,
}

impl Stages {
    /// Those of a drawing; `None` if nothing was drawn.
    pub fn of_drawing(drawing: &Drawing) -> Option<Self> {
        let (raster, ink) = strokes::rasterize(drawing)?;
        Some(Self::new(raster, ink))
    }

    /// Those of grayscale pixels; `None` if no pixel carries ink.
    pub fn of_raster(raster: Raster) -> Option<Self> {
        let ink = ink_box::find(&raster)?;
        Some(Self::new(raster, ink))
    }

    fn new(raster: Raster, ink: InkBox) -> Self {
        let (fitted, image) = digit_image(&raster, ink);
        Self {
            ink: raster,
            bounds: ink.bounds(),
            scale: ink.scale,
            fitted,
            image,
        }
    }
}

/// The digit image of a drawing; `None` if nothing was drawn.
///
/// Where and how large the digit was drawn makes almost no difference: the ink is drawn anew with
/// the model's own pen. Points that are not finite are left out.
pub fn preprocess(drawing: &Drawing) -> Option<DigitImage> {
    Stages::of_drawing(drawing).map(|stages| stages.image)
}

/// The digit image of grayscale pixels; `None` if no pixel carries ink.
///
/// An MNIST image comes back unchanged, also when it was magnified and moved.
pub fn preprocess_raster(raster: &Raster) -> Option<DigitImage> {
    let ink = ink_box::find(raster)?;
    let (_, image) = digit_image(raster, ink);
    Some(image)
}

/// The ink at the scale of the digit image, and that image.
fn digit_image(raster: &Raster, ink: InkBox) -> (Raster, DigitImage) {
    let fitted = sharpen::sharpen(fit::fit(raster, ink), ink.fade);
    let image = center::center(&fitted);
    (fitted, image)
}
