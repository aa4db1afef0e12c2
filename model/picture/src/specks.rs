//! What is too small, too faint or too close to the picture's edge to be part of a digit.

use crate::plane::Plane;

/// What is smaller than this part of the highest ink is dirt.
const SMALL: f32 = 0.15;

/// Further above or below the highest ink than this part of its height nothing small belongs to it.
const BESIDE: f32 = 0.3;

/// What is lower than this part of the highest ink is small there.
const LOW: f32 = 0.5;

/// On photographs ink that is nowhere stronger than this, of 255, is a shadow.
const FAINT: f32 = 100.0;

/// What lies nowhere further from the picture's edge than this part of its shorter side frames it.
const EDGE: f32 = 0.02;

/// Pixels that touch, also at their corners.
struct Blot {
    pixels: Vec<usize>,
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
    strongest: f32,
    /// How far from the picture's edge the pixel furthest from it is.
    inmost: usize,
}

impl Blot {
    fn height(&self) -> f32 {
        (self.bottom + 1 - self.top) as f32
    }

    fn longer(&self) -> f32 {
        self.height().max((self.right + 1 - self.left) as f32)
    }

    fn is_faint(&self) -> bool {
        self.strongest < FAINT
    }

    fn is_frame_of(&self, ink: &Plane) -> bool {
        (self.inmost as f32) < EDGE * ink.width.min(ink.height) as f32
    }

    /// Whether it lies above or below the line that `highest` stands in.
    fn is_beside(&self, highest: &Self) -> bool {
        let room = BESIDE * highest.height();
        let above = highest.top as f32 - self.bottom as f32 > room;
        let below = self.top as f32 - highest.bottom as f32 > room;
        above || below
    }

    fn is_speck(&self, highest: &Self) -> bool {
        let small = self.longer() < SMALL * highest.height();
        small || (self.height() < LOW * highest.height() && self.is_beside(highest))
    }
}

/// Erases specks and frames; `is_even` says that the picture is no photograph.
pub(crate) fn erase(ink: &mut Plane, is_even: bool) {
    let is_dirt = |blot: &Blot| (!is_even && blot.is_faint()) || blot.is_frame_of(ink);
    let (dirt, blots): (Vec<Blot>, Vec<Blot>) = blots(ink).into_iter().partition(is_dirt);
    let highest = blots.iter().max_by_key(|blot| blot.bottom - blot.top);
    let is_speck = |blot: &&Blot| highest.is_some_and(|highest| blot.is_speck(highest));
    for blot in dirt.iter().chain(blots.iter().filter(is_speck)) {
        for &pixel in &blot.pixels {
            ink.values[pixel] = 0.0;
        }
    }
}

fn blots(ink: &Plane) -> Vec<Blot> {
    let mut is_new: Vec<bool> = ink.values.iter().map(|&value| value > 0.0).collect();
    let mut blots = Vec::new();
    for start in 0..is_new.len() {
        if is_new[start] {
            blots.push(flood(ink, &mut is_new, start));
        }
    }
    blots
}

fn flood(ink: &Plane, is_new: &mut [bool], start: usize) -> Blot {
    let (x, y) = (start % ink.width, start / ink.width);
    let mut blot = Blot {
        pixels: vec![],
        left: x,
        right: x,
        top: y,
        bottom: y,
        strongest: 0.0,
        inmost: 0,
    };
    is_new[start] = false;
    let mut open = vec![start];
    while let Some(pixel) = open.pop() {
        let (x, y) = (pixel % ink.width, pixel / ink.width);
        blot.pixels.push(pixel);
        blot.left = blot.left.min(x);
        blot.right = blot.right.max(x);
        blot.top = blot.top.min(y);
        blot.bottom = blot.bottom.max(y);
        let from_edge = x.min(y).min(ink.width - 1 - x).min(ink.height - 1 - y);
        blot.inmost = blot.inmost.max(from_edge);
        blot.strongest = blot.strongest.max(ink.values[pixel]);
        for y in y.saturating_sub(1)..(y + 2).min(ink.height) {
            for x in x.saturating_sub(1)..(x + 2).min(ink.width) {
                let next = y * ink.width + x;
                if std::mem::take(&mut is_new[next]) {
                    open.push(next);
                }
            }
        }
    }
    blot
}
