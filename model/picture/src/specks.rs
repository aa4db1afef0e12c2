//! Removal of specks and frames: ink that is too small, too faint or too close to the picture's edge to
//! be part of a digit.

use recognizer::Raster;

use crate::background::Background;

/// Maximum extent of a speck, relative to the height of the highest component.
const SPECK_SIZE: f32 = 0.15;

/// Minimum height of a component that may be a digit, relative to the highest one.
const DIGIT_HEIGHT: f32 = 0.4;

/// Minimum vertical distance from every digit, relative to the height of the highest, of a component on
/// another line.
const LINE_GAP: f32 = 0.3;

/// Maximum height of a component that is a speck on another line, relative to the highest component.
const LOW_HEIGHT: f32 = 0.5;

/// Ink strength, of 255, below which a component of a photograph is a shadow.
const FAINT: f32 = 100.0;

/// Maximum distance of a frame's pixels from the edge, relative to the picture's shorter side.
const FRAME_WIDTH: f32 = 0.02;

/// Minimum extent of a point in a number, relative to the width of the pen; and its minimum strength,
/// relative to that of the digits.
const POINT_SIZE: f32 = 0.7;
const POINT_STRENGTH: f32 = 0.6;

/// Minimum height of a digit beside points, in pixels: beside smaller ones, two pixels of dirt are as large as a point.
const POINT_DIGIT: f32 = 30.0;

/// Maximum horizontal distance of a point from a digit, relative to the height of the highest.
const POINT_GAP: f32 = 0.8;

/// Connected component of ink (8-connectivity).
struct Component {
    /// Indices of its pixels.
    pixels: Vec<usize>,
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
    /// Number of pixels beside background.
    boundary: usize,
    /// Maximum ink, of 255.
    strongest: f32,
    /// Maximum distance of its pixels from the picture's edge.
    depth: usize,
}

impl Component {
    fn height(&self) -> f32 {
        (self.bottom + 1 - self.top) as f32
    }

    fn longer_side(&self) -> f32 {
        self.height().max((self.right + 1 - self.left) as f32)
    }

    /// Column and row of its middle.
    fn middle(&self) -> (f32, f32) {
        let half = |a: usize, b: usize| (a + b) as f32 / 2.0;
        (half(self.left, self.right), half(self.top, self.bottom))
    }

    fn is_faint(&self) -> bool {
        self.strongest < FAINT
    }

    fn is_frame_of(&self, ink: &Raster) -> bool {
        (self.depth as f32) < FRAME_WIDTH * ink.width().min(ink.height()) as f32
    }

    /// Whether it lies above or below every line of digits.
    fn is_on_other_line(&self, digits: &[&Self], height: f32) -> bool {
        let gap = LINE_GAP * height;
        digits.iter().all(|digit| {
            let is_above = digit.top as f32 - self.bottom as f32 > gap;
            let is_below = self.top as f32 - digit.bottom as f32 > gap;
            is_above || is_below
        })
    }
}

/// Components that may be digits, and their measures.
struct Digits<'a> {
    digits: Vec<&'a Component>,
    /// Height of the highest.
    height: f32,
    /// Mean width of the strokes.
    pen: f32,
    strength: f32,
}

impl<'a> Digits<'a> {
    fn of(components: &'a [Component]) -> Self {
        let height = components.iter().map(Component::height).fold(0.0, f32::max);
        let is_digit = |it: &&Component| it.height() >= DIGIT_HEIGHT * height;
        let digits: Vec<&Component> = components.iter().filter(is_digit).collect();
        let sum =
            |of: fn(&Component) -> usize| digits.iter().map(|it| of(it)).sum::<usize>() as f32;
        Self {
            height,
            pen: 2.0 * sum(|it| it.pixels.len()) / sum(|it| it.boundary).max(1.0),
            strength: digits.iter().map(|it| it.strongest).fold(0.0, f32::max),
            digits,
        }
    }

    /// Specks among the components. A few points beside digits are part of the number, unless there
    /// are as many elsewhere.
    fn specks(&self, components: &'a [Component]) -> Vec<&'a Component> {
        let is_small = |it: &&Component| it.longer_side() < SPECK_SIZE * self.height;
        let is_low = |it: &&Component| {
            it.height() < LOW_HEIGHT * self.height && it.is_on_other_line(&self.digits, self.height)
        };
        let (mut specks, others): (Vec<_>, Vec<_>) = components.iter().partition(is_small);
        specks.extend(others.into_iter().filter(is_low));
        let (solid, faint): (Vec<_>, Vec<_>) = specks.into_iter().partition(|it| self.is_solid(it));
        let (points, dirt): (Vec<_>, Vec<_>) =
            solid.iter().partition(|it| self.is_point(it, &solid));
        if points.len() > dirt.len() {
            faint.into_iter().chain(dirt).collect()
        } else {
            faint.into_iter().chain(solid).collect()
        }
    }

    /// Whether it is as large and strong as a point by the same pen.
    fn is_solid(&self, component: &Component) -> bool {
        self.height >= POINT_DIGIT
            && component.longer_side() >= POINT_SIZE * self.pen
            && component.strongest >= POINT_STRENGTH * self.strength
    }

    /// Whether a component stands where points of a number do: at the foot of a digit, or above such a
    /// one.
    fn is_point(&self, component: &Component, solid: &[&Component]) -> bool {
        let is_aligned = |other: &&&Component| {
            let offset = component.middle().0 - other.middle().0;
            offset.abs() < SPECK_SIZE * self.height && component.bottom < other.top
        };
        let level = self.level(component);
        (0.6..=1.4).contains(&level)
            || ((0.1..0.6).contains(&level)
                && solid
                    .iter()
                    .filter(is_aligned)
                    .any(|it| self.level(it) >= 0.6))
    }

    /// Height of a component's middle between top and foot of a digit beside it, from 0 to 1.
    fn level(&self, component: &Component) -> f32 {
        let (x, y) = component.middle();
        let away = |digit: &Component| (digit.left as f32 - x).max(x - digit.right as f32);
        let near = self
            .digits
            .iter()
            .filter(|it| away(it) <= POINT_GAP * self.height);
        let nearest = near.min_by(|a, b| away(a).total_cmp(&away(b)));
        nearest.map_or(f32::NAN, |digit| (y - digit.top as f32) / digit.height())
    }
}

/// Erases specks and frames; from photographs also shadows.
pub(crate) fn erase(ink: &mut Raster, background: Background) {
    let is_noise = |component: &Component| {
        let is_shadow = background == Background::Varying && component.is_faint();
        is_shadow || component.is_frame_of(ink)
    };
    let (noise, rest): (Vec<_>, Vec<_>) = components(ink).into_iter().partition(is_noise);
    let specks = Digits::of(&rest).specks(&rest);
    for component in noise.iter().chain(specks) {
        for &pixel in &component.pixels {
            ink.pixels_mut()[pixel] = 0.0;
        }
    }
}

fn components(ink: &Raster) -> Vec<Component> {
    let mut is_unvisited: Vec<bool> = ink.pixels().iter().map(|&value| value > 0.0).collect();
    let mut components = Vec::new();
    for start in 0..is_unvisited.len() {
        if is_unvisited[start] {
            components.push(flood(ink, &mut is_unvisited, start));
        }
    }
    components
}

/// Flood fill of unvisited ink from `start`.
fn flood(ink: &Raster, is_unvisited: &mut [bool], start: usize) -> Component {
    let (width, height) = (ink.width(), ink.height());
    let (x, y) = (start % width, start / width);
    let mut component = Component {
        pixels: vec![],
        left: x,
        right: x,
        top: y,
        bottom: y,
        boundary: 0,
        strongest: 0.0,
        depth: 0,
    };
    is_unvisited[start] = false;
    let mut open = vec![start];
    while let Some(pixel) = open.pop() {
        let (x, y) = (pixel % width, pixel / width);
        component.pixels.push(pixel);
        component.left = component.left.min(x);
        component.right = component.right.max(x);
        component.top = component.top.min(y);
        component.bottom = component.bottom.max(y);
        let depth = x.min(y).min(width - 1 - x).min(height - 1 - y);
        component.depth = component.depth.max(depth);
        let is_ink = |pixel: usize| ink.pixels()[pixel] > 0.0;
        let is_inside = depth > 0
            && [pixel - 1, pixel + 1, pixel - width, pixel + width]
                .into_iter()
                .all(is_ink);
        component.boundary += usize::from(!is_inside);
        component.strongest = component.strongest.max(ink.pixels()[pixel]);
        for y in y.saturating_sub(1)..(y + 2).min(height) {
            for x in x.saturating_sub(1)..(x + 2).min(width) {
                let next = y * width + x;
                if std::mem::take(&mut is_unvisited[next]) {
                    open.push(next);
                }
            }
        }
    }
    component
}
