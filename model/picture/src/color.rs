//! Choice of the gray levels in which all ink stands out: luma, unless there is ink about as light as
//! its paper, such as yellow on white, blue on black or red on green.
//!
//! The alternative is the color channel that differs most from the paper. It shows more of the color
//! noise of JPEG, hence luma wherever that shows all ink.

use image::{GrayImage, RgbImage};
use recognizer::Raster;

use crate::background::border;
use crate::filters;
use crate::histogram::Histogram;

/// Minimum difference between luma and the channel that differs most, of 255: JPEG's color noise stays
/// below.
const MIN_GAIN: f32 = 40.0;

/// The same, relative to the strongest contrast in luma.
const RELATIVE_GAIN: f32 = 0.3;

/// Luma of the paper from which ink is expected to be darker.
const LIGHT: f32 = 128.0;

/// Luma of the paper below which ink is expected to be lighter.
const DARK: f32 = 64.0;

/// Radius of the blur against noise, in pixels.
const BLUR: usize = 2;

/// Fraction of neutral ink that must lie in color for that to be a highlighter.
const HIGHLIGHTED: f32 = 0.5;

/// Planes of a picture, with levels from 0 to 255.
pub(crate) struct Planes {
    pub(crate) luma: Raster,
    /// Red, green and blue; `None` if the picture is gray.
    channels: Option<[Raster; 3]>,
}

impl Planes {
    pub(crate) fn of(gray: &GrayImage, color: Option<&RgbImage>) -> Self {
        let plane = |levels: Vec<f32>| {
            Raster::from_pixels(gray.width() as usize, gray.height() as usize, levels)
                .expect("an image has width × height pixels")
        };
        let channel = |color: &RgbImage, at: usize| {
            plane(color.pixels().map(|it| f32::from(it.0[at])).collect())
        };
        let color = color.filter(|color| is_colorful(color));
        Self {
            luma: plane(gray.as_raw().iter().copied().map(f32::from).collect()),
            channels: color.map(|color| [0, 1, 2].map(|at| channel(color, at))),
        }
    }

    /// Planes with `map` applied to each of them.
    pub(crate) fn map(&self, map: impl Fn(&Raster) -> Raster) -> Self {
        Self {
            luma: map(&self.luma),
            channels: self.channels.as_ref().map(|it| it.each_ref().map(&map)),
        }
    }

    /// Gray levels in which all ink stands out.
    pub(crate) fn ink_levels(self) -> Raster {
        let Self { luma, channels } = self;
        let color = channels.and_then(|channels| hidden_ink(&luma, channels));
        color.unwrap_or(luma)
    }
}

/// Whether some channels differ enough for ink that luma hides: both that of the ink and that of the paper
/// count, and each at most by its spread.
fn is_colorful(color: &RgbImage) -> bool {
    let mut spreads = color.pixels().map(|pixel| {
        let [red, green, blue] = pixel.0;
        f32::from(red.max(green).max(blue) - red.min(green).min(blue))
    });
    spreads.any(|spread| 2.0 * spread >= MIN_GAIN)
}

/// Levels of the channel that differs most from the paper; `None` if luma shows all ink.
fn hidden_ink(luma: &Raster, channels: [Raster; 3]) -> Option<Raster> {
    let paper = median(luma);
    let [darkest, lightest] = extremes(channels, paper);
    let contrast = Contrast::of(luma);
    let darker = contrast.gain(&darkest.clone().map(|level| -level), -1.0);
    let lighter = contrast.gain(&lightest, 1.0);
    let is_darker = filters::max(&darker) >= filters::max(&lighter);
    let (levels, gain) = if is_darker {
        (darkest, darker)
    } else {
        (lightest, lighter)
    };
    // Luma decides whether ink is expected to be darker; that of the other kind is reflected.
    let is_reflected = if is_darker {
        paper < DARK
    } else {
        paper >= LIGHT
    };
    let reflect = |level: f32| {
        if is_reflected {
            2.0 * paper - level
        } else {
            level
        }
    };
    contrast
        .is_hidden(&gain)
        .then(|| levels.map(|level| reflect(level).clamp(0.0, 255.0)))
}

/// Lowest and highest channel of every pixel, with the paper's color shifted to gray of its luma.
fn extremes(channels: [Raster; 3], paper: f32) -> [Raster; 2] {
    let [red, green, blue] = channels.map(|channel| {
        let shift = paper - median(&channel);
        channel.map(|level| level + shift)
    });
    let lowest = red.clone().zip_map(&green, f32::min);
    let highest = red.zip_map(&green, f32::max);
    [
        lowest.zip_map(&blue, f32::min),
        highest.zip_map(&blue, f32::max),
    ]
}

/// Contrast in luma to the surroundings, after a blur against noise.
struct Contrast {
    contrast: Raster,
    surroundings: Raster,
}

impl Contrast {
    fn of(luma: &Raster) -> Self {
        let radius = luma.width().min(luma.height()).div_ceil(8);
        let surroundings = filters::box_blur(luma, radius);
        let smooth = filters::box_blur(luma, BLUR);
        Self {
            contrast: smooth.zip_map(&surroundings, |level, mean| (level - mean).abs()),
            surroundings,
        }
    }

    /// Contrast that `levels`, multiplied by `sign`, have beyond that of luma.
    fn gain(&self, levels: &Raster, sign: f32) -> Raster {
        let smooth = filters::box_blur(levels, BLUR);
        let contrast = smooth.zip_map(&self.surroundings, |level, mean| level - sign * mean);
        contrast.zip_map(&self.contrast, |level, luma| level - luma)
    }

    /// Whether luma shows part of the ink hardly or not at all, given what color adds to its contrast.
    fn is_hidden(&self, gain: &Raster) -> bool {
        let strongest = filters::max(&self.contrast);
        let peak = filters::max(gain);
        peak >= MIN_GAIN.max(RELATIVE_GAIN * strongest) && !is_highlighter(&self.contrast, gain)
    }
}

/// Whether the color lies around ink that luma shows, as that of a highlighter does.
fn is_highlighter(contrast: &Raster, gain: &Raster) -> bool {
    let (strongest, peak) = (filters::max(contrast), filters::max(gain));
    let radius = (contrast.width().min(contrast.height()) / 50).max(3);
    let nearby = filters::dilate(gain, radius);
    let pixels = contrast.pixels().iter().zip(gain.pixels());
    let pixels = pixels.zip(nearby.pixels());
    let (mut neutral, mut highlighted, mut colored) = (0.0, 0.0, 0.0);
    for ((&contrast, &gain), &nearby) in pixels {
        if gain >= 0.5 * peak {
            colored += 1.0;
        } else if gain < 0.25 * peak && contrast >= 0.5 * strongest {
            neutral += 1.0;
            highlighted += f32::from(u8::from(nearby >= 0.5 * peak));
        }
    }
    neutral >= 0.05 * colored && highlighted >= HIGHLIGHTED * neutral
}

/// Median along the edges.
fn median(plane: &Raster) -> f32 {
    Histogram::of(border(plane)).median()
}
