//! How a drawing comes out: the hand that draws it, and where, how large and with which pen.

use std::ops::RangeInclusive;

use handwriting::{Extent, Random, on_pad, vary};
use rand::RngExt;
use recognizer::{DigitImage, Drawing, Point, Raster, preprocess, preprocess_raster};

/// Part of the pad's side that people fill with a digit.
pub(crate) const SIZES: RangeInclusive<f32> = 0.12..=0.95;

/// How many pictures come from strokes; the others come from pixels, as an uploaded picture does.
const STROKES: f64 = 0.55;

/// The longer side of a drawing in a picture, in pixels.
const PIXELS: RangeInclusive<f32> = 40.0..=320.0;

/// Part of a stroke's points that is kept: slow devices and quick hands leave few.
const KEPT_POINTS: RangeInclusive<f32> = 0.15..=1.0;

/// The pen's width in a picture, as a part of the drawing's longer side.
const PENS: RangeInclusive<f32> = 0.015..=0.15;

/// Bends the drawing as another hand and another device would; 1 is what a digit bears.
pub(crate) fn deform(rng: &mut Random, drawing: &Drawing, strength: f32) -> Drawing {
    let width = tent(rng, 1.25_f32.ln() * strength).exp();
    let mut drawing = vary::stretch(drawing, width);
    drawing = vary::slant(&drawing, tent(rng, 40.0 * strength));
    drawing = vary::rotate(&drawing, tent(rng, 12.0 * strength));
    let bend = rng.random_range(0.0..=0.05) * strength;
    drawing = vary::warp(rng, &drawing, bend);
    drawing = vary::resample(&drawing, log_uniform(rng, KEPT_POINTS));
    // Squared: most hands are steady.
    let tremor = rng.random_range(0.0..=1.0_f32).powi(2) * 0.025 * strength;
    drawing = vary::jitter(rng, &drawing, tremor);
    drawing = vary::shuffle_strokes(rng, &drawing);
    vary::reverse_strokes(rng, &drawing, 0.3)
}

/// The drawing anywhere on the pad, or as a picture; `None` if there is no ink.
pub(crate) fn image(
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

/// The drawing as pixels, nothing cut off.
fn picture(rng: &mut Random, drawing: &Drawing) -> Option<Raster> {
    let extent = Extent::of(drawing)?;
    let size = log_uniform(rng, PIXELS);
    // Finer than a pixel, ink is only paler.
    let pen = (size * log_uniform(rng, PENS)).max(1.0);
    let scale = extent.scale_to(size);
    let mut margin = || pen / 2.0 + 2.0 + rng.random_range(0.0..=0.1) * size;
    let (left, top) = (margin(), margin());
    let placed = drawing.map_points(|point| {
        Point::new(
            left + (point.x - extent.left) * scale,
            top + (point.y - extent.top) * scale,
        )
    });
    let side =
        |before: f32, length: f32| (before + length * scale + pen / 2.0 + 2.0).ceil() as usize;
    let (width, height) = (side(left, extent.width), side(top, extent.height));
    Some(Raster::of_drawing(&placed, width, height, pen))
}

/// From −`most` to `most`, the middle most often.
fn tent(rng: &mut Random, most: f32) -> f32 {
    most * (rng.random_range(0.0..=1.0) - rng.random_range(0.0..=1.0_f32))
}

fn log_uniform(rng: &mut Random, range: RangeInclusive<f32>) -> f32 {
    rng.random_range(range.start().ln()..=range.end().ln())
        .exp()
}
