//! Synthetic photographs of cards with numbers on dark tables.

use handwriting::numbers::Written;
use handwriting::{Random, augment};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use ink_geometry::Extent;
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_distr::StandardNormal;
use recognizer::{Drawing, Point, Raster};

use super::photo::{Light, Rules};

/// Sides of cards in pixels.
const SIDES: std::ops::Range<f32> = 150.0..900.0;

/// Longest side of a picture in pixels.
const MAX_SIDE: f32 = 1200.0;

/// Heights of numbers relative to that of their card, in pixels at least [`MIN_DIGIT`].
const HEIGHTS: std::ops::Range<f32> = 0.25..0.75;
const MIN_DIGIT: f32 = 28.0;

/// Least distance of ink from the card's edge, relative to the card's shorter side.
const MARGIN: f32 = 0.07;

/// Largest rotation of a card in degrees.
const TURN: f32 = 10.0;

/// Largest change of scale by perspective from the middle of a card to its edge.
const PERSPECTIVE: f32 = 0.04;

/// What cards lie on.
const GROUNDS: [fn(&mut Random) -> Ground; 5] = [
    Ground::plain,
    Ground::gradient,
    Ground::wood,
    Ground::cloth,
    Ground::noise,
];

/// Renders a photograph of a card with the number as a JPEG file.
pub(super) fn file(rng: &mut Random, written: &Written) -> anyhow::Result<Vec<u8>> {
    let card = Card::random(rng, &written.drawing);
    let ground = GROUNDS.choose(rng).map_or(Ground::plain as _, |it| *it)(rng);
    let view = View::random(rng, &card);
    let light = Light::random(rng, &(0.05..0.5));
    let noise = rng.random_range(1.0..8.0);
    let mut photo = RgbImage::new(view.width, view.height);
    for (x, y, pixel) in photo.enumerate_pixels_mut() {
        let color = view.color(&card, &ground, (x as f32, y as f32));
        let at = (x as f32 / view.width as f32, y as f32 / view.height as f32);
        let light = 255.0 * light.at(at);
        let noise = noise * rng.sample::<f32, _>(StandardNormal);
        *pixel = Rgb(color.map(|tone| (tone * light + noise) as u8));
    }
    let mut file = Vec::new();
    let quality = rng.random_range(70..=95);
    photo.write_with_encoder(JpegEncoder::new_with_quality(&mut file, quality))?;
    Ok(file)
}

/// Card with ink, in its own pixels.
struct Card {
    ink: Raster,
    rules: Option<Rules>,
    corner: f32,
    paper: [f32; 3],
    pen: [f32; 3],
}

impl Card {
    fn random(rng: &mut Random, drawing: &Drawing) -> Self {
        let [width, height] = [(); 2].map(|()| rng.random_range(SIDES));
        let margin = MARGIN * width.min(height);
        let placed = place(rng, drawing, (width, height), margin);
        let digit = Extent::of(&placed).map_or(MIN_DIGIT, |extent| extent.height);
        let pen = (digit * rng.random_range(0.04..0.1)).max(1.5);
        let paper = rng.random_range(0.65..0.97);
        let tints = [
            [1.0, 1.0, 1.0],
            [1.0, 0.95, 0.6],
            [1.0, 0.8, 0.85],
            [0.8, 0.92, 1.0],
        ];
        let tint = tints.choose(rng).copied().unwrap_or([1.0; 3]);
        let pens = [[0.1, 0.1, 0.1], [0.1, 0.15, 0.5], [0.25, 0.25, 0.27]];
        Self {
            ink: Raster::of_drawing(&placed, width as usize, height as usize, pen),
            rules: rng.random_bool(0.15).then(|| Rules::random(rng, digit)),
            corner: width.min(height) * rng.random_range(-0.08_f32..0.08).max(0.0),
            paper: tint.map(|tint| tint * paper),
            pen: pens.choose(rng).copied().unwrap_or([0.1; 3]),
        }
    }

    fn size(&self) -> (f32, f32) {
        (self.ink.width() as f32, self.ink.height() as f32)
    }

    /// Distance of a position from the card's edge, above 0 inside.
    fn depth(&self, (x, y): (f32, f32)) -> f32 {
        let (width, height) = self.size();
        let [right, down] = [(x, width), (y, height)].map(|(at, size)| at.min(size - at));
        if right < self.corner && down < self.corner {
            return self.corner - f32::hypot(self.corner - right, self.corner - down);
        }
        right.min(down)
    }

    fn color(&self, (x, y): (f32, f32)) -> [f32; 3] {
        let ink = bilinear(&self.ink, x, y);
        let ruled = self.rules.as_ref().map_or(0.0, |rules| rules.at(x, y));
        let paper = self.paper.map(|tone| tone * (1.0 - 0.4 * ruled));
        mix(paper, self.pen, ink)
    }
}

/// Places the drawing on a card of this size.
fn place(rng: &mut Random, drawing: &Drawing, size: (f32, f32), margin: f32) -> Drawing {
    let turned = augment::rotate(drawing, rng.random_range(-4.0..=4.0));
    let Some(extent) = Extent::of(&turned) else {
        return turned;
    };
    let (width, height) = (size.0 - 2.0 * margin, size.1 - 2.0 * margin);
    let wanted = (size.1 * rng.random_range(HEIGHTS)).max(MIN_DIGIT);
    let scale = (wanted / extent.height)
        .min(width / extent.width)
        .min(height / extent.height);
    let left = margin + rng.random_range(0.0..=1.0) * (width - scale * extent.width);
    let top = margin + rng.random_range(0.0..=1.0) * (height - scale * extent.height);
    turned.map_points(|point| {
        Point::new(
            left + scale * (point.x - extent.left),
            top + scale * (point.y - extent.top),
        )
    })
}

/// Camera's view: maps pixels to positions on the table, in pixels of the card.
struct View {
    width: u32,
    height: u32,
    /// Center of the card in the picture, and in itself.
    centers: [(f32, f32); 2],
    turn: (f32, f32),
    perspective: (f32, f32),
    /// Radius of the blur at edges in pixels.
    blur: f32,
}

impl View {
    fn random(rng: &mut Random, card: &Card) -> Self {
        let (width, height) = card.size();
        let (sin, cos) = rng.random_range(-TURN..=TURN).to_radians().sin_cos();
        let extent = (
            width * cos + height * sin.abs(),
            height * cos + width * sin.abs(),
        );
        let mut side = |extent: f32| {
            let least = 1.12 * extent;
            (extent * rng.random_range(1.15..3.0))
                .min(MAX_SIDE)
                .max(least)
        };
        let (all_width, all_height) = (side(extent.0), side(extent.1));
        let mut center = |extent: f32, all: f32| {
            let half = 0.53 * extent;
            rng.random_range(half..=all - half)
        };
        let center = (center(extent.0, all_width), center(extent.1, all_height));
        let mut perspective = |side: f32| rng.random_range(-1.0..=1.0) * PERSPECTIVE / side;
        Self {
            width: all_width as u32,
            height: all_height as u32,
            centers: [center, (width / 2.0, height / 2.0)],
            turn: (sin, cos),
            perspective: (perspective(width), perspective(height)),
            blur: rng.random_range(0.5..1.5),
        }
    }

    fn color(&self, card: &Card, ground: &Ground, (x, y): (f32, f32)) -> [f32; 3] {
        let [center, middle] = self.centers;
        let (right, down) = (x - center.0, y - center.1);
        let (sin, cos) = self.turn;
        let scale = 1.0 + self.perspective.0 * right + self.perspective.1 * down;
        let at = (
            middle.0 + (cos * right + sin * down) * scale,
            middle.1 + (cos * down - sin * right) * scale,
        );
        let depth = card.depth(at);
        // The card casts a shadow onto the table.
        let shadow = 1.0 - 0.4 * (1.0 + depth / 12.0).clamp(0.0, 1.0);
        let table = ground.at(x, y).map(|tone| tone * shadow);
        let coverage = (depth / self.blur / 2.0 + 0.5).clamp(0.0, 1.0);
        if coverage <= 0.0 {
            return table;
        }
        mix(table, card.color(at), coverage)
    }
}

/// Dark texture.
struct Ground {
    /// Reflectance of red, green and blue, 0 to 1.
    tone: [f32; 3],
    /// Relative change of the tone across the picture, and its direction.
    gradient: (f32, f32),
    /// Relative strength of grain, of weave and of noise.
    grain: f32,
    weave: f32,
    noise: f32,
    pitch: f32,
    phase: f32,
}

impl Ground {
    fn plain(rng: &mut Random) -> Self {
        let tone = rng.random_range(0.02..0.3);
        Self {
            tone: [(); 3].map(|()| tone * rng.random_range(0.8..1.0)),
            gradient: (0.0, 0.0),
            grain: 0.0,
            weave: 0.0,
            noise: 0.0,
            pitch: rng.random_range(8.0..60.0),
            phase: rng.random_range(0.0..100.0),
        }
    }

    fn gradient(rng: &mut Random) -> Self {
        let mut slope = || rng.random_range(-5e-4..5e-4);
        let gradient = (slope(), slope());
        Self {
            gradient,
            ..Self::plain(rng)
        }
    }

    fn wood(rng: &mut Random) -> Self {
        let tone = rng.random_range(0.1..0.4);
        Self {
            tone: [1.0, 0.72, 0.48].map(|tint| tone * tint),
            grain: rng.random_range(0.15..0.5),
            ..Self::plain(rng)
        }
    }

    fn cloth(rng: &mut Random) -> Self {
        Self {
            weave: rng.random_range(0.2..0.6),
            pitch: rng.random_range(3.0..24.0),
            ..Self::plain(rng)
        }
    }

    fn noise(rng: &mut Random) -> Self {
        Self {
            noise: rng.random_range(0.2..0.8),
            ..Self::plain(rng)
        }
    }

    fn at(&self, x: f32, y: f32) -> [f32; 3] {
        let warped = y + 6.0 * ((x + self.phase) / 90.0).sin();
        let grain = (warped / self.pitch).sin() + 0.5 * (2.7 * warped / self.pitch).sin();
        let weave = (x / self.pitch * 3.0).sin() * (y / self.pitch * 3.0).sin();
        // Hash of the position, -1 to 1.
        let cell = ((x / 3.0).floor() * 12.9898 + (y / 3.0).floor() * 78.233 + self.phase).sin();
        let noise = 2.0 * (cell * 43_758.547).fract().abs() - 1.0;
        let slope = self.gradient.0 * x + self.gradient.1 * y;
        let factor = 1.0 + slope + self.grain * grain + self.weave * weave + self.noise * noise;
        self.tone.map(|tone| tone * factor.max(0.1))
    }
}

fn mix(from: [f32; 3], to: [f32; 3], share: f32) -> [f32; 3] {
    std::array::from_fn(|at| from[at] + (to[at] - from[at]) * share)
}

/// Value between pixel centers; 0 outside.
fn bilinear(raster: &Raster, x: f32, y: f32) -> f32 {
    let (x, y) = (x - 0.5, y - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let at = |x: f32, y: f32| {
        let is_inside = x >= 0.0 && y >= 0.0;
        let (x, y) = (x as usize, y as usize);
        let is_inside = is_inside && x < raster.width() && y < raster.height();
        if is_inside { raster.row(y)[x] } else { 0.0 }
    };
    let row = |y: f32| at(left, y) + (at(left + 1.0, y) - at(left, y)) * (x - left);
    row(top) + (row(top + 1.0) - row(top)) * (y - top)
}
