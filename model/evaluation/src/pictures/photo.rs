//! Synthetic photographs of numbers on paper.

use std::f32::consts::TAU;
use std::ops::{Range, RangeInclusive};

use handwriting::numbers::Written;
use handwriting::{Random, augment};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use ink_geometry::Extent;
use rand::RngExt;
use rand_distr::StandardNormal;
use recognizer::{Drawing, Point, Raster};

/// Heights of digits in pixels.
pub(super) const HEIGHTS: Range<f32> = 80.0..240.0;

/// Margins around the number in digit heights.
const MARGIN: Range<f32> = 0.35..1.3;

/// Condition of a photograph that makes it hard to read.
pub(super) struct Condition {
    pub(super) name: &'static str,
    /// Lengths of numbers.
    pub(super) digits: RangeInclusive<usize>,
    /// Loss of light at the darkest place, 0 to 1.
    shade: Range<f32>,
    /// Standard deviation of the sensor's noise, of 255.
    noise: Range<f32>,
    has_rules: bool,
    /// Largest rotation of the number in degrees.
    turn: f32,
    is_light_on_dark: bool,
    /// Width of the pen in digit heights.
    pen: Range<f32>,
}

const PLAIN: Condition = Condition {
    name: "plain",
    digits: 1..=3,
    shade: 0.05..0.25,
    noise: 2.0..6.0,
    has_rules: false,
    turn: 2.0,
    is_light_on_dark: false,
    pen: 0.04..0.1,
};

/// Conditions, each of which differs from [`PLAIN`] in one way.
pub(super) const CONDITIONS: [Condition; 7] = [
    Condition {
        name: "uneven light",
        shade: 0.45..0.75,
        ..PLAIN
    },
    Condition {
        name: "noise",
        noise: 12.0..25.0,
        ..PLAIN
    },
    Condition {
        name: "ruled lines",
        has_rules: true,
        ..PLAIN
    },
    Condition {
        name: "slight rotation",
        turn: 10.0,
        ..PLAIN
    },
    Condition {
        name: "light on dark",
        is_light_on_dark: true,
        ..PLAIN
    },
    Condition {
        name: "thin pen",
        pen: 0.012..0.025,
        ..PLAIN
    },
    Condition {
        name: "several digits",
        digits: 4..=6,
        ..PLAIN
    },
];

/// Renders a photograph of the number as a JPEG file.
pub(super) fn file(
    rng: &mut Random,
    condition: &Condition,
    written: &Written,
) -> anyhow::Result<Vec<u8>> {
    let Page {
        drawing,
        width,
        height,
        digit,
    } = page(rng, condition.turn, written);
    let pen = digit * rng.random_range(condition.pen.clone());
    let ink = Raster::of_drawing(&drawing, width, height, pen.max(1.0));
    let tones = Tones::random(rng, condition);
    let rules = condition.has_rules.then(|| Rules::random(rng, digit));
    let light = Light::random(rng, &condition.shade);
    let noise = rng.random_range(condition.noise.clone());
    let mut photo = RgbImage::new(width as u32, height as u32);
    for (x, y, pixel) in photo.enumerate_pixels_mut() {
        let at = (x as f32 / width as f32, y as f32 / height as f32);
        let ruled = rules
            .as_ref()
            .map_or(0.0, |rules| rules.at(x as f32, y as f32));
        let tone = tones.of(ink.row(y as usize)[x as usize], ruled) * light.at(at);
        let gray = 255.0 * tone + noise * rng.sample::<f32, _>(StandardNormal);
        *pixel = Rgb(tones.tint.map(|tint| (gray * tint) as u8));
    }
    let mut file = Vec::new();
    let quality = rng.random_range(70..=95);
    photo.write_with_encoder(JpegEncoder::new_with_quality(&mut file, quality))?;
    Ok(file)
}

/// Number on its sheet, in pixels.
pub(super) struct Page {
    pub(super) drawing: Drawing,
    pub(super) width: usize,
    pub(super) height: usize,
    /// Height of the number.
    pub(super) digit: f32,
}

/// Lays out the number, rotated by at most `turn` degrees.
pub(super) fn page(rng: &mut Random, turn: f32, written: &Written) -> Page {
    let turn = rng.random_range(-turn..=turn);
    let drawing = augment::rotate(&written.drawing, turn);
    let digit = Extent::of(&written.drawing).map_or(0.0, |extent| extent.height);
    let extent = Extent::of(&drawing).unwrap_or(Extent {
        left: 0.0,
        top: 0.0,
        width: 0.0,
        height: 0.0,
    });
    let [left, right, top, bottom] = [(); 4].map(|()| digit * rng.random_range(MARGIN));
    Page {
        drawing: drawing.map_points(|point| {
            Point::new(point.x - extent.left + left, point.y - extent.top + top)
        }),
        width: (left + extent.width + right) as usize,
        height: (top + extent.height + bottom) as usize,
        digit,
    }
}

/// Reflectance of paper, ink and ruled lines, 0 to 1.
struct Tones {
    paper: f32,
    ink: f32,
    rule: f32,
    /// Factors of red, green and blue.
    tint: [f32; 3],
}

impl Tones {
    fn random(rng: &mut Random, condition: &Condition) -> Self {
        let (paper, ink) = if condition.is_light_on_dark {
            (0.06..0.25, 0.65..0.95)
        } else {
            (0.65..0.97, 0.06..0.35)
        };
        let paper = rng.random_range(paper);
        Self {
            paper,
            ink: rng.random_range(ink),
            rule: paper * rng.random_range(0.45..0.8),
            tint: [(); 3].map(|()| rng.random_range(0.93..1.0)),
        }
    }

    /// Reflectance of a pixel from its coverage by ink and by ruled lines, each 0 to 1.
    fn of(&self, ink: f32, ruled: f32) -> f32 {
        let paper = self.paper + (self.rule - self.paper) * ruled;
        paper + (self.ink - paper) * ink
    }
}

/// Ruled lines across the paper, fanned out a little; in pixels.
pub(super) struct Rules {
    first: f32,
    pitch: f32,
    half: f32,
    slope: f32,
    fan: f32,
}

impl Rules {
    pub(super) fn random(rng: &mut Random, digit: f32) -> Self {
        let pitch = digit * rng.random_range(0.4..1.1);
        Self {
            first: pitch * rng.random_range(0.0..1.0),
            pitch,
            half: rng.random_range(0.5..1.3),
            slope: rng.random_range(-0.05..0.05),
            fan: rng.random_range(-0.002..0.002),
        }
    }

    /// Coverage of a pixel by a line, 0 to 1.
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let line = ((y - self.first) / self.pitch).round();
        let near = [line - 1.0, line, line + 1.0].map(|line| {
            let middle = self.first + line * self.pitch + (self.slope + self.fan * line) * x;
            (self.half - (y - middle).abs() + 0.5).clamp(0.0, 1.0)
        });
        near.into_iter().fold(0.0, f32::max)
    }
}

/// Illumination: a gradient, vignetting and the soft edge of a shadow.
pub(super) struct Light {
    shade: f32,
    direction: (f32, f32),
    vignette: f32,
    edge: f32,
    softness: f32,
    shadow: (f32, f32),
}

impl Light {
    /// Random light; `shade` is the loss at the darkest place, 0 to 1.
    pub(super) fn random(rng: &mut Random, shade: &Range<f32>) -> Self {
        let mut direction = || rng.random_range(0.0..TAU).sin_cos();
        let (direction, shadow) = (direction(), direction());
        Self {
            shade: rng.random_range(shade.clone()),
            direction,
            vignette: rng.random_range(0.0..1.0),
            edge: rng.random_range(-0.4..0.4),
            softness: rng.random_range(0.02..0.3),
            shadow,
        }
    }

    /// Light at a place, x and y 0 to 1.
    pub(super) fn at(&self, (x, y): (f32, f32)) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        let along = |(right, down): (f32, f32)| right * x + down * y;
        // Each from 0 to 1.
        let slope = (along(self.direction) / 1.42 + 0.5).clamp(0.0, 1.0);
        let corner = 2.0 * (x * x + y * y);
        let shadow = ((along(self.shadow) - self.edge) / self.softness + 0.5).clamp(0.0, 1.0);
        let dark = 0.45 * slope + 0.25 * self.vignette * corner + 0.45 * shadow;
        1.0 - self.shade * dark.min(1.0)
    }
}
