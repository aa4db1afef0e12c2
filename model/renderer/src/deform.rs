//! Deformation of a drawing by hand and device, and its rendering at random sizes, places and pens.

use std::ops::RangeInclusive;

use handwriting::{Random, augment, on_pad};
use ink_geometry::Extent;
use rand::RngExt;
use recognizer::{DigitImage, Drawing, Raster, preprocess, preprocess_raster};

/// Sizes of digits on the pad, relative to its side.
pub(crate) const SIZES: RangeInclusive<f32> = 0.12..=0.95;

/// Share of pictures made from strokes; the others are made from pixels, as uploaded pictures are.
const STROKES: f64 = 0.55;

/// Longer sides of drawings in pictures, in pixels.
const PIXELS: RangeInclusive<f32> = 40.0..=320.0;

/// Shares of a stroke's points that are kept: slow devices and quick hands leave few.
const KEPT_POINTS: RangeInclusive<f32> = 0.15..=1.0;

/// Pen widths in pictures, relative to the drawing's longer side.
const PENS: RangeInclusive<f32> = 0.015..=0.15;

/// Deforms the drawing as another hand and device would; a strength of 1 suits digits.
pub(crate) fn deform(rng: &mut Random, drawing: &Drawing, strength: f32) -> Drawing {
    let width = tent(rng, 1.25_f32.ln() * strength).exp();
    let mut drawing = augment::stretch(drawing, width);
    drawing = augment::slant(&drawing, tent(rng, 40.0 * strength));
    drawing = augment::rotate(&drawing, tent(rng, 12.0 * strength));
    let bend = rng.random_range(0.0..=0.05) * strength;
    drawing = augment::warp(rng, &drawing, bend);
    drawing = augment::resample(&drawing, log_uniform(rng, KEPT_POINTS));
    // Squared, as most hands are steady.
    let tremor = rng.random_range(0.0..=1.0_f32).powi(2) * 0.025 * strength;
    drawing = augment::jitter(rng, &drawing, tremor);
    drawing = augment::shuffle_strokes(rng, &drawing);
    augment::reverse_strokes(rng, &drawing, 0.3)
}

/// Renders the drawing anywhere on the pad, or as a picture; `None` if it has no ink.
///
/// `sizes` is the range of its longer side relative to the pad's side.
pub(crate) fn render(
    rng: &mut Random,
    drawing: &Drawing,
    sizes: RangeInclusive<f32>,
) -> Option<DigitImage> {
    if rng.random_bool(STROKES) {
        let size = log_uniform(rng, sizes);
        let place = (rng.random_range(0.0..=1.0), rng.random_range(0.0..=1.0));
        preprocess(&on_pad(drawing, size, place))
    } else {
        preprocess_raster(&picture(rng, drawing)?)
    }
}

/// Rasterizes the drawing with margins, so that nothing is cut off.
fn picture(rng: &mut Random, drawing: &Drawing) -> Option<Raster> {
    let extent = Extent::of(drawing)?;
    let size = log_uniform(rng, PIXELS);
    // A pen thinner than a pixel would only be paler.
    let pen = (size * log_uniform(rng, PENS)).max(1.0);
    let scale = extent.scale_to(size);
    let mut margin = || pen / 2.0 + 2.0 + rng.random_range(0.0..=0.1) * size;
    let (left, top) = (margin(), margin());
    let placed = extent.place(drawing, scale, (left, top));
    let side =
        |before: f32, length: f32| (before + length * scale + pen / 2.0 + 2.0).ceil() as usize;
    let (width, height) = (side(left, extent.width), side(top, extent.height));
    Some(Raster::of_drawing(&placed, width, height, pen))
}

/// Triangular distribution from −`most` to `most`.
fn tent(rng: &mut Random, most: f32) -> f32 {
    most * (rng.random_range(0.0..=1.0) - rng.random_range(0.0..=1.0_f32))
}

/// Distribution that is uniform on a logarithmic scale.
fn log_uniform(rng: &mut Random, range: RangeInclusive<f32>) -> f32 {
    rng.random_range(range.start().ln()..=range.end().ln())
        .exp()
}
