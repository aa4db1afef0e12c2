//! Removal of specks and frames: ink that is too small, too faint or too close to the picture's edge to
//! be part of a digit.

use recognizer::Raster;

use crate::background::Background;

/// Maximum extent of a speck, relative to the height of the highest component.
const SPECK_SIZE: f32 = 0.15;

/// Minimum vertical distance from the highest component, relative to its height, of a component on
/// another line.
const LINE_GAP: f32 = 0.3;

/// Maximum height of a component that is a speck on another line, relative to the highest component.
const LOW_HEIGHT: f32 = 0.5;

/// Ink strength, of 255, below which a component of a photograph is a shadow.
const FAINT: f32 = 100.0;

/// Maximum distance of a frame's pixels from the edge, relative to the picture's shorter side.
const FRAME_WIDTH: f32 = 0.02;

/// Connected component of ink (8-connectivity).
struct Component {
    /// Indices of its pixels.
    pixels: Vec<usize>,
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
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

    fn is_faint(&self) -> bool {
        self.strongest < FAINT
    }

    fn is_frame_of(&self, ink: &Raster) -> bool {
        (self.depth as f32) < FRAME_WIDTH * ink.width().min(ink.height()) as f32
    }

    /// Whether it lies above or below the line of `highest`.
    fn is_on_other_line(&self, highest: &Self) -> bool {
        let gap = LINE_GAP * highest.height();
        let is_above = highest.top as f32 - self.bottom as f32 > gap;
        let is_below = self.top as f32 - highest.bottom as f32 > gap;
        is_above || is_below
    }

    fn is_speck(&self, highest: &Self) -> bool {
        let is_small = self.longer_side() < SPECK_SIZE * highest.height();
        let is_low = self.height() < LOW_HEIGHT * highest.height();
        is_small || (is_low && self.is_on_other_line(highest))
    }
}

/// Erases specks and frames; from photographs also shadows.
pub(crate) fn erase(ink: &mut Raster, background: Background) {
    let is_noise = |component: &Component| {
        let is_shadow = background == Background::Varying && component.is_faint();
        is_shadow || component.is_frame_of(ink)
    };
    let (noise, rest): (Vec<_>, Vec<_>) = components(ink).into_iter().partition(is_noise);
    let highest = rest.iter().max_by_key(|it| it.bottom - it.top);
    let is_speck = |it: &&Component| highest.is_some_and(|highest| it.is_speck(highest));
    for component in noise.iter().chain(rest.iter().filter(is_speck)) {
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
