//! Extraction of ink from a grayscale picture, dark on light or light on dark.

use recognizer::Raster;

use crate::background::{self, Background, Foreground};
use crate::filters;
use crate::histogram::Histogram;
use crate::{ruled_lines, specks};

/// Minimum contrast of ink, of 255: noise and compression of a blank sheet stay below.
const MIN_CONTRAST: f32 = 24.0;

/// Fraction of the threshold from which a pixel next to ink counts as its soft edge.
const SOFT_EDGE: f32 = 0.5;

/// Threshold as a fraction of the strongest ink, above noise and the ripples of JPEG.
const THRESHOLD: f32 = 0.125;

/// The same on a photograph, also above shadows and print that shines through.
const PHOTO_THRESHOLD: f32 = 0.3;

/// Noise threshold in median absolute deviations: about six sigmas of a normal distribution.
const NOISE_DEVIATIONS: f32 = 9.0;

/// Maximum number of blurs against noise; what is left is part of the picture.
const MAX_BLURS: usize = 3;

/// Amount of ink per pixel: 0 for background, 255 for the strongest ink; all 0 if the picture is blank.
///
/// `gray` has levels from 0 to 255; `border` has those along the edges of the paper.
pub(crate) fn extract(gray: Raster, border: &Histogram) -> Raster {
    let Foreground {
        contrast,
        background,
    } = background::subtract(gray, border);
    let mut ink = match background {
        Background::Uniform => threshold(contrast),
        Background::Varying => threshold_photo(contrast),
    };
    ruled_lines::erase(&mut ink, background);
    specks::erase(&mut ink, background);
    ink
}

/// Ink on a uniform background, with its soft edges (hysteresis).
fn threshold(contrast: Raster) -> Raster {
    let strongest = filters::max(&contrast);
    let threshold = (THRESHOLD * strongest).max(NOISE_DEVIATIONS * noise(&contrast));
    let neighborhood = filters::dilate(&contrast, 1);
    let ink = contrast.zip_map(&neighborhood, |value, strongest| {
        let is_edge = strongest >= threshold && value >= SOFT_EDGE * threshold;
        if value >= threshold || is_edge {
            value
        } else {
            0.0
        }
    });
    normalize(ink, 0.0, strongest)
}

/// Ink on a photograph, blurred until the noise is weaker than ink.
fn threshold_photo(contrast: Raster) -> Raster {
    let mut contrast = without_bias(contrast);
    for _ in 0..MAX_BLURS {
        if NOISE_DEVIATIONS * noise(&contrast) <= PHOTO_THRESHOLD * strength(&contrast) {
            break;
        }
        contrast = without_bias(filters::box_blur(&contrast, 1));
    }
    let strongest = strength(&contrast);
    let threshold = (PHOTO_THRESHOLD * strongest).max(NOISE_DEVIATIONS * noise(&contrast));
    normalize(contrast, threshold, strongest)
}

/// Contrast minus its median, which is that of background.
fn without_bias(contrast: Raster) -> Raster {
    let bias = Histogram::of(contrast.pixels().iter().copied()).median();
    contrast.map(|value| (value - bias).max(0.0))
}

/// Median absolute deviation, of which most pixels are background.
fn noise(contrast: &Raster) -> f32 {
    let histogram = Histogram::of(contrast.pixels().iter().copied());
    histogram.deviation(histogram.median(), 0.5)
}

/// Strongest ink that is larger than a single pixel.
fn strength(contrast: &Raster) -> f32 {
    filters::max(&filters::box_blur(contrast, 1))
}

/// Scales contrast to 0..=255, with 0 below the threshold.
fn normalize(contrast: Raster, threshold: f32, strongest: f32) -> Raster {
    if strongest < MIN_CONTRAST {
        return contrast.map(|_| 0.0);
    }
    contrast.map(|value| {
        if value < threshold {
            0.0
        } else {
            (value * 255.0 / strongest).min(255.0)
        }
    })
}

#[cfg(test)]
mod tests;
