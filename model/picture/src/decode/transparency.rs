//! Conversion of transparent pictures to opaque ones, such that their ink can be seen.

use crate::histogram::Histogram;
use image::{DynamicImage, GrayAlphaImage, ImageFormat, LumaA, Rgba};

/// Maximum number of samples per side from which the ground is chosen.
const MAX_SAMPLES: u32 = 1024;

/// Opacity of ink without its soft edges and shadows, as a fraction of the strongest one.
const OPAQUE: f64 = 0.875;

/// Contrast between ink and ground, of 255, that is certainly visible.
const VISIBLE: f32 = 48.0;

/// Contrast inside of a sheet, of 255, from which something may be written on it.
const WRITTEN: f32 = 24.0;

/// Fraction of a sheet's area in the picture from which it needs no writing to be a sheet.
const SHEET_AREA: f64 = 0.5;

/// Fraction of the pixels between the outermost ones of each row and column that is opaque in a sheet,
/// which is convex, even if rotated. Digits have gaps between their strokes.
const SHEET_FILL: f64 = 0.95;

/// What transparent pixels become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    /// This gray level.
    Gray(u8),
    /// White, and all opaque ones black: ink that is both light and dark shows on no single gray level.
    Coverage,
}

/// Puts a ground behind transparent pixels that shows the ink, whatever its color.
pub(super) fn flatten(picture: DynamicImage, format: ImageFormat) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let gray = picture.to_luma_alpha8();
    // Some programs leave the fourth byte of their pixels at 0, so browsers ignore it, too.
    let is_unset = format == ImageFormat::Bmp && gray.pixels().all(|pixel| pixel.0[1] == 0);
    let ground = Ground::of(&gray);
    let blend = |level: u8, alpha: u8| ground.blend(level, if is_unset { 255 } else { alpha });
    if picture.color().has_color() {
        let mut picture = picture.into_rgba8();
        for Rgba([red, green, blue, alpha]) in picture.pixels_mut() {
            [*red, *green, *blue] = [*red, *green, *blue].map(|level| blend(level, *alpha));
        }
        picture.into()
    } else {
        let mut picture = gray;
        for LumaA([gray, alpha]) in picture.pixels_mut() {
            *gray = blend(*gray, *alpha);
        }
        picture.into()
    }
}

impl Ground {
    fn of(picture: &GrayAlphaImage) -> Self {
        let samples = Samples::of(picture);
        let (faintest, strongest) = samples.opacities();
        // Without gaps, nothing shines through in one place more than in another.
        if faintest == strongest {
            return Self::Gray(255);
        }
        let least = (OPAQUE * f64::from(strongest)).ceil() as u8;
        let is_opaque = |x, y| samples.at(x, y)[1] >= least;
        let opaque = samples.places().filter(|&(x, y)| is_opaque(x, y));
        let shades = Histogram::of(opaque.map(|(x, y)| f32::from(samples.at(x, y)[0])));
        if samples.show_a_sheet(&shades, is_opaque) {
            return Self::Gray(shades.median() as u8);
        }
        Self::behind(&shades)
    }

    /// Ground behind ink of these shades.
    fn behind(ink: &Histogram) -> Self {
        if ink.quantile(0.98) <= 255.0 - VISIBLE {
            Self::Gray(255)
        } else if ink.quantile(0.02) >= VISIBLE {
            Self::Gray(0)
        } else {
            Self::Coverage
        }
    }

    fn blend(self, gray: u8, alpha: u8) -> u8 {
        let (gray, ground) = match self {
            Self::Gray(ground) => (gray, ground),
            Self::Coverage => (0, 255),
        };
        let [gray, ground, alpha] = [gray, ground, alpha].map(u32::from);
        ((gray * alpha + ground * (255 - alpha)) / 255) as u8
    }
}

/// Evenly spaced pixels of a picture.
struct Samples<'a> {
    picture: &'a GrayAlphaImage,
    step: u32,
    width: u32,
    height: u32,
}

impl<'a> Samples<'a> {
    fn of(picture: &'a GrayAlphaImage) -> Self {
        let (width, height) = picture.dimensions();
        let step = width.max(height).div_ceil(MAX_SAMPLES).max(1);
        Self {
            picture,
            step,
            width: width.div_ceil(step),
            height: height.div_ceil(step),
        }
    }

    /// Gray level and opacity.
    fn at(&self, x: u32, y: u32) -> [u8; 2] {
        self.picture.get_pixel(x * self.step, y * self.step).0
    }

    fn places(&self) -> impl Iterator<Item = (u32, u32)> + use<> {
        let (width, height) = (self.width, self.height);
        (0..height).flat_map(move |y| (0..width).map(move |x| (x, y)))
    }

    /// Smallest and largest opacity.
    fn opacities(&self) -> (u8, u8) {
        let all = self.places().map(|(x, y)| self.at(x, y)[1]);
        all.fold((255, 0), |(min, max), alpha| {
            (min.min(alpha), max.max(alpha))
        })
    }

    /// Whether the opaque pixels, of these shades, are a sheet with ink on it rather than ink.
    fn show_a_sheet(&self, shades: &Histogram, is_opaque: impl Fn(u32, u32) -> bool) -> bool {
        let rows = Spans::of(self.height, self.width, |y, x| is_opaque(x, y));
        let columns = Spans::of(self.width, self.height, &is_opaque);
        let is_written = shades.quantile(0.999) - shades.quantile(0.001) >= WRITTEN;
        let area = f64::from(self.width) * f64::from(self.height);
        let is_large = f64::from(rows.opaque) >= SHEET_AREA * area;
        rows.fill().min(columns.fill()) >= SHEET_FILL && (is_written || is_large)
    }
}

/// Opaque pixels of all rows or columns, and the spans from the first to the last one.
struct Spans {
    opaque: u32,
    length: u32,
}

impl Spans {
    fn of(lines: u32, length: u32, is_opaque: impl Fn(u32, u32) -> bool) -> Self {
        let mut all = Self {
            opaque: 0,
            length: 0,
        };
        for line in 0..lines {
            let mut places = (0..length).filter(|&place| is_opaque(line, place));
            let Some(first) = places.next() else { continue };
            let (count, last) = places.fold((1, first), |(count, _), place| (count + 1, place));
            all.opaque += count;
            all.length += last - first + 1;
        }
        all
    }

    fn fill(&self) -> f64 {
        f64::from(self.opaque) / f64::from(self.length.max(1))
    }
}

#[cfg(test)]
mod tests;
