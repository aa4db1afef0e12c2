//! Synthetic scans and photographs of numbers in colored ink, and on squared paper.

use std::ops::Range;

use handwriting::Random;
use handwriting::numbers::Written;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_distr::StandardNormal;
use recognizer::Raster;

use super::photo::{Light, Page, page};

/// Colors of ink and paper, as red, green and blue.
type Colors = (&'static str, [u8; 3], [u8; 3]);

/// Inks that are about as light as their paper.
pub(super) const COLORS: [Colors; 10] = [
    ("yellow on white", [255, 255, 0], [255, 255, 255]),
    ("pale yellow on white", [250, 240, 90], [250, 250, 250]),
    ("light green on white", [144, 238, 144], [255, 255, 255]),
    ("pink on white", [255, 182, 203], [255, 255, 255]),
    ("light blue on white", [150, 205, 250], [250, 250, 252]),
    ("orange on yellow", [255, 165, 0], [255, 240, 120]),
    ("red on green", [225, 50, 40], [60, 150, 80]),
    ("blue on black", [20, 30, 235], [12, 12, 14]),
    ("red on gray", [220, 40, 40], [90, 90, 90]),
    ("cyan on white", [0, 240, 250], [255, 255, 255]),
];

/// Lines of squared paper: name, contrast to the paper relative to that of the ink, pitch relative to
/// the digits' height.
pub(super) struct Squares {
    pub(super) name: &'static str,
    tone: [f32; 3],
    pitch: Range<f32>,
}

pub(super) const SQUARES: [Squares; 5] = [
    Squares {
        name: "light blue squares",
        tone: [0.6, 0.75, 0.95],
        pitch: 0.18..0.6,
    },
    Squares {
        name: "blue squares",
        tone: [0.4, 0.55, 0.75],
        pitch: 0.18..0.6,
    },
    Squares {
        name: "gray squares",
        tone: [0.6, 0.6, 0.6],
        pitch: 0.18..0.6,
    },
    Squares {
        name: "dark squares",
        tone: [0.3, 0.3, 0.3],
        pitch: 0.25..0.7,
    },
    Squares {
        name: "squares of half a digit",
        tone: [0.5, 0.6, 0.8],
        pitch: 0.45..0.55,
    },
];

/// Renders the number in one of the [`COLORS`]: as a scan (PNG) or as a photograph (JPEG).
pub(super) fn colored(
    rng: &mut Random,
    (_, ink, paper): &Colors,
    written: &Written,
) -> anyhow::Result<Vec<u8>> {
    let [ink, paper] = [ink, paper].map(|color| color.map(|level| f32::from(level) / 255.0));
    let page = page(rng, 3.0, written);
    let pen = page.digit * rng.random_range(0.05..0.1);
    let drawn = drawn(&page, pen);
    let is_photo = rng.random_bool(0.5);
    render(rng, &page, is_photo, |x, y| {
        let share = drawn.row(y)[x];
        std::array::from_fn(|at| paper[at] + (ink[at] - paper[at]) * share)
    })
}

/// Renders the number on squared paper.
pub(super) fn squared(
    rng: &mut Random,
    squares: &Squares,
    written: &Written,
) -> anyhow::Result<Vec<u8>> {
    let page = page(rng, 3.0, written);
    let pen = (page.digit * rng.random_range(0.035..0.09)).max(2.5);
    let drawn = drawn(&page, pen);
    let pitch = page.digit * rng.random_range(squares.pitch.clone());
    let grid = Grid {
        pitch,
        phase: [(); 2].map(|()| rng.random_range(0.0..pitch)),
        half: rng.random_range(0.5_f32..1.5).min(0.35 * pen),
        slope: rng.random_range(-0.06..0.06),
        fan: rng.random_range(-1.0..1.0) * 5e-5,
    };
    let ink = [[0.08, 0.08, 0.1], [0.08, 0.1, 0.4]];
    let ink = ink.choose(rng).copied().unwrap_or_default();
    let paper = rng.random_range(0.8..1.0);
    let is_photo = rng.random_bool(0.6);
    render(rng, &page, is_photo, |x, y| {
        let (share, ruled) = (drawn.row(y)[x], grid.at(x as f32, y as f32));
        std::array::from_fn(|at| {
            let page = paper * (1.0 + (squares.tone[at] - 1.0) * ruled);
            page + (ink[at] - page) * share
        })
    })
}

fn drawn(page: &Page, pen: f32) -> Raster {
    Raster::of_drawing(&page.drawing, page.width, page.height, pen.max(1.5))
}

/// Renders reflectances, 0 to 1, as a scan or a photograph.
fn render(
    rng: &mut Random,
    page: &Page,
    is_photo: bool,
    color: impl Fn(usize, usize) -> [f32; 3],
) -> anyhow::Result<Vec<u8>> {
    let light = Light::random(rng, &(0.05..0.4));
    let noise = rng.random_range(1.0..6.0);
    let mut picture = RgbImage::new(page.width as u32, page.height as u32);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let at = (x as f32 / page.width as f32, y as f32 / page.height as f32);
        let (light, noise) = if is_photo {
            (light.at(at), noise * rng.sample::<f32, _>(StandardNormal))
        } else {
            (1.0, 0.0)
        };
        let color = color(x as usize, y as usize);
        *pixel = Rgb(color.map(|tone| (255.0 * tone * light + noise).round() as u8));
    }
    let mut file = std::io::Cursor::new(Vec::new());
    if is_photo {
        let quality = rng.random_range(70..=95);
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut file, quality))?;
    } else {
        picture.write_to(&mut file, ImageFormat::Png)?;
    }
    Ok(file.into_inner())
}

/// Lines in both directions, turned and fanned out a little; in pixels.
struct Grid {
    pitch: f32,
    phase: [f32; 2],
    half: f32,
    slope: f32,
    fan: f32,
}

impl Grid {
    /// Coverage of a pixel by a line, 0 to 1.
    fn at(&self, x: f32, y: f32) -> f32 {
        let slope = self.slope + self.fan * (x + y);
        let across = y + slope * x + self.phase[0];
        let along = x - slope * y + self.phase[1];
        let covered = [across, along].map(|at| {
            let distance = (at / self.pitch - (at / self.pitch).round()).abs() * self.pitch;
            (self.half - distance + 0.5).clamp(0.0, 1.0)
        });
        covered[0].max(covered[1])
    }
}
