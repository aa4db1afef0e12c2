//! Ink to the 28×28 digit image, following MNIST's procedure (LeCun et al., 1998).
//!
//! The ink's longer side becomes exactly 20 px, anti-aliased; then a whole-pixel shift puts the
//! intensity-weighted center of mass at index 14 on both axes. Strokes and rasters share every step
//! after rasterization.

mod center;
mod curve;
mod fit;
mod ink_box;
mod sharpen;
mod strokes;

use crate::{BoundingBox, DigitImage, Drawing, Raster};
use ink_box::InkBox;

/// Longer side of the ink in the digit image, in pixels.
const DIGIT_SIDE: f64 = 20.0;

/// Intermediate results of preprocessing, for display.
#[derive(Clone, Debug, PartialEq)]
pub struct Stages {
    /// Ink, 0 to 1, with a margin around it; strokes are drawn with the model's own pen.
    pub ink: Raster,
    /// Bounding box of the ink, in pixels of `ink`.
    pub bounds: BoundingBox,
    /// Pixels of the digit image per pixel of `ink`.
    pub scale: f64,
    /// Ink inside the box, scaled to a longer side of 20 px; a speck stays smaller.
    pub fitted: Raster,
    /// Network input: the scaled ink, shifted to put its center of mass in the middle of 28×28 px.
    pub image: DigitImage,
}

impl Stages {
    /// Stages of a drawing; `None` if it is blank.
    pub fn of_drawing(drawing: &Drawing) -> Option<Self> {
        let (raster, ink) = strokes::rasterize(drawing)?;
        Some(Self::new(raster, ink))
    }

    /// Stages of a raster with background 0 and ink up to 1; `None` if it is blank.
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

/// Digit image of a drawing that holds one digit; `None` if it is blank.
///
/// Position and size of the drawing make almost no difference, as the strokes are drawn with the
/// model's own pen at a normalized size. Points that are not finite are skipped.
///
/// ```
/// use recognizer::{Drawing, Stroke, preprocess};
///
/// let one = Stroke::from_iter([(200.0, 80.0), (200.0, 320.0)]);
/// let image = preprocess(&Drawing::from_iter([one])).expect("the drawing has ink");
/// let inked_rows = image.pixels().chunks(28).filter(|row| row.iter().any(|&pixel| pixel > 0));
/// assert_eq!(inked_rows.count(), 20);
/// assert_eq!(preprocess(&Drawing::default()), None);
/// ```
pub fn preprocess(drawing: &Drawing) -> Option<DigitImage> {
    Stages::of_drawing(drawing).map(|stages| stages.image)
}

/// Digit image of a raster with background 0 and ink up to 1; `None` if it is blank.
///
/// An MNIST image comes back unchanged, even if magnified and moved.
pub fn preprocess_raster(raster: &Raster) -> Option<DigitImage> {
    let ink = ink_box::find(raster)?;
    let (_, image) = digit_image(raster, ink);
    Some(image)
}

/// Ink scaled to the digit image, and the digit image.
fn digit_image(raster: &Raster, ink: InkBox) -> (Raster, DigitImage) {
    let fitted = sharpen::sharpen(fit::fit(raster, ink), ink.fade);
    let image = center::center(&fitted);
    (fitted, image)
}
