//! Background subtraction: estimates the paper without ink, from the border where that is uniform, else
//! from the surroundings of the ink.

use recognizer::Raster;

use crate::filters;
use crate::histogram::Histogram;

/// Maximum deviation of gray levels, of 255, in a uniform border, as of a screenshot or a scan.
const MAX_DEVIATION: f32 = 3.0;

/// Fraction of the border that must be uniform: ink and ruled lines may reach the rest.
const UNIFORM_FRACTION: f64 = 0.8;

/// Shorter side of the picture per pixel of border width.
const BORDER_DIVISOR: usize = 50;

/// Gray level below which the border is darker than the ink.
const DARK: f32 = 64.0;

/// Gray level from which the border is lighter than the ink; in between, the ink decides.
const LIGHT: f32 = 128.0;

/// Maximum side, in pixels, of the reduced picture in which the background is estimated: light varies
/// slowly.
const MAX_SIDE: usize = 256;

/// Maximum stroke width, as a fraction of the picture's shorter side.
const STROKE: f64 = 0.24;

/// Lower bound of that width, in pixels of the reduced picture.
const MIN_STROKE: usize = 13;

/// Kind of background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Background {
    /// One color, as in screenshots and scans.
    Uniform,
    /// Varying brightness, as in photographs.
    Varying,
}

/// Picture without its background.
pub(crate) struct Foreground {
    /// Difference from the background, 0 to 255, normalized to equal brightness everywhere.
    pub(crate) contrast: Raster,
    pub(crate) background: Background,
}

/// Subtracts the background of a picture with gray levels 0 to 255, given the levels along its edges.
pub(crate) fn subtract(gray: Raster, border: &Histogram) -> Foreground {
    let level = border.median();
    let is_uniform = border.deviation(level, UNIFORM_FRACTION) <= MAX_DEVIATION;
    let has_light_ink = level < DARK || (level < LIGHT && is_ink_lighter(&gray));
    let (page, level) = if has_light_ink {
        (gray.map(|value| 255.0 - value), 255.0 - level)
    } else {
        (gray, level)
    };
    if is_uniform {
        Foreground {
            contrast: page.map(|value| (level - value).max(0.0)),
            background: Background::Uniform,
        }
    } else {
        Foreground {
            contrast: subtract_varying(page),
            background: Background::Varying,
        }
    }
}

/// Contrast to the local background, divided by its brightness: shadows darken ink and paper by the same
/// factor.
fn subtract_varying(page: Raster) -> Raster {
    let (closed, factor) = close(&page);
    let reduced = filters::box_blur(&closed, radius(&closed) / 2);
    let background = filters::upsample(&reduced, factor, page.width(), page.height());
    let brightest = filters::max(&background);
    page.zip_map(&background, |value, background| {
        (background - value).max(0.0) * brightest / background.max(1.0)
    })
}

/// Morphological closing of the reduced page, which removes everything dark that is as thin as a stroke,
/// and the factor by which it is reduced; outside of the picture, the page continues as at its edges.
pub(crate) fn close(page: &Raster) -> (Raster, usize) {
    let factor = page.width().max(page.height()).div_ceil(MAX_SIDE).max(1);
    let reduced = filters::downsample(page, factor);
    let radius = radius(&reduced);
    let dilated = filters::dilate(&filters::pad(&reduced, radius), radius);
    // Erosion is the dilation of the negative.
    let eroded = filters::dilate(&dilated.map(|value| -value), radius);
    (filters::crop(&eroded.map(|value| -value), radius), factor)
}

/// Radius of the thickest stroke in the reduced page.
fn radius(reduced: &Raster) -> usize {
    let shorter = reduced.width().min(reduced.height()) as f64;
    (STROKE * shorter).max(MIN_STROKE as f64) as usize / 2
}

/// Whether ink is lighter than its surroundings: strokes differ from them more than gaps between strokes.
fn is_ink_lighter(gray: &Raster) -> bool {
    let factor = gray.width().max(gray.height()).div_ceil(MAX_SIDE);
    let reduced = filters::downsample(gray, factor);
    let radius = reduced.width().min(reduced.height()).div_ceil(8);
    let mean = filters::box_blur(&reduced, radius);
    let differences = reduced.zip_map(&mean, |value, mean| 128.0 + (value - mean) / 2.0);
    let histogram = Histogram::of(differences.pixels().iter().copied());
    histogram.quantile(0.995) - 128.0 > 128.0 - histogram.quantile(0.005)
}

/// Pixels along the edges of the picture.
pub(crate) fn border(gray: &Raster) -> impl Iterator<Item = f32> {
    let (width, height) = (gray.width(), gray.height());
    let depth = border_depth(gray);
    let is_edge = move |at: usize, length: usize| at < depth || at + depth >= length;
    let pixels = gray.pixels().iter().enumerate();
    pixels
        .filter(move |(index, _)| is_edge(index % width, width) || is_edge(index / width, height))
        .map(|(_, &value)| value)
}

/// Width of the border in pixels.
pub(crate) fn border_depth(gray: &Raster) -> usize {
    (gray.width().min(gray.height()) / BORDER_DIVISOR).max(1)
}
