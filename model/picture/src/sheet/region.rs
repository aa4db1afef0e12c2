//! Regions of about one level, and what tells a sheet of paper from other light or dark regions.

use recognizer::Raster;

use super::components::{components, fatness};
use super::edge::Edge;
use super::outline::Outline;
use crate::filters;
use crate::histogram::Histogram;

/// Minimum fraction of the picture's area.
const MIN_AREA: f64 = 0.015;

/// Area above which a region is the whole picture.
const MAX_AREA: f64 = 0.97;

/// Maximum fraction of what surrounds a sheet that is as light: the inside of a 0 is as light as most of
/// the page.
const MAX_OTHERS: f64 = 0.5;

/// Minimum fraction of the outline's area in its largest quadrilateral.
const QUADRILATERAL: f64 = 0.9;

/// Minimum fraction of the smallest rectangle around the outline: corners may be round.
const RECTANGLE: f64 = 0.9;

/// Minimum fraction of the outline's area that paper fills, beside its ink.
const FILLED: f64 = 0.7;

/// The same if the paper has a blank part of [`FAT`].
const MIN_FILLED: f64 = 0.5;

/// Minimum radius of the largest square on the paper, relative to the side of a square as large as the
/// outline: strokes of a digit are thinner.
const FAT: f64 = 0.15;

/// Maximum radius of ink on paper, in the same unit: holes of a digit are wider.
const THIN: f64 = 0.06;

/// Minimum fraction of all that is dark, for a dark sheet: others are objects beside the paper.
const MIN_SHARE: f64 = 0.9;

/// Minimum fraction of the outline that does not lie on the picture's edge, for a sheet that is shown as
/// a whole.
const WHOLE: f64 = 0.6;

/// The same, for a sheet that is shown in part.
const MIN_FREE: f64 = 0.1;

/// Minimum loss of light across the edge of a whole sheet, relative to its light.
const MIN_STEP: f64 = 0.2;

/// The same for a sheet that is shown in part: the edge of a shadow is a weaker one.
const STRONG_STEP: f64 = 0.4;

/// Maximum proportions of a blank sheet; longer ones are a 1.
const MAX_PROPORTIONS: f64 = 2.0;

/// Level of ink relative to that of paper.
const INK: f32 = 0.8;

/// Minimum fraction of a sheet's area with ink.
const MIN_INK: f64 = 0.0015;

/// Kind of a region.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Sheet of paper with ink.
    Sheet,
    /// Sheet of paper without ink.
    Blank,
    /// Paper of another shape, with ink.
    Unclear,
}

/// Connected region that is lighter than its surroundings.
pub(super) struct Region {
    pub(super) outline: Outline,
    pub(super) area: f64,
    pub(super) kind: Kind,
    /// Loss of light across the edge, 0 to 1.
    pub(super) step: f64,
}

/// Regions above the threshold that differ from their surroundings as paper from a table does.
pub(super) fn regions(levels: &Raster, threshold: f32, is_light: bool) -> Vec<Region> {
    let is_dark = levels
        .clone()
        .map(|level| f32::from(u8::from(level <= threshold)));
    // Wider by a pixel, to cut what touches a sheet in a few pixels only.
    let is_dark = filters::dilate(&is_dark, 1);
    let components = components(&is_dark);
    let all: usize = components.iter().map(Vec::len).sum();
    let min_size = if is_light {
        MIN_AREA * levels.pixels().len() as f64
    } else {
        MIN_SHARE * all as f64
    };
    let large = components
        .iter()
        .filter(|pixels| pixels.len() as f64 >= min_size);
    large
        .filter_map(|pixels| region(levels, pixels, all - pixels.len(), is_light))
        .collect()
}

/// Region of these pixels; `others` is the number of pixels as light elsewhere.
fn region(levels: &Raster, pixels: &[usize], others: usize, is_light: bool) -> Option<Region> {
    let outline = outline(pixels, levels.width());
    let area = outline.area();
    let all = levels.pixels().len() as f64;
    let is_rest_light = others as f64 > MAX_OTHERS * (all - area);
    if area > MAX_AREA * all || area < MIN_AREA * all || is_rest_light {
        return None;
    }
    let edge = Edge::of(levels, &outline);
    let is_whole = edge.free >= WHOLE;
    if edge.free < MIN_FREE || edge.step < if is_whole { MIN_STEP } else { STRONG_STEP } {
        return None;
    }
    let shape = Shape::of(levels, &outline, pixels);
    let kind = shape.kind(is_light, is_whole, edge.step)?;
    Some(Region {
        outline,
        area,
        kind,
        step: edge.step,
    })
}

/// Shape of a region and its ink.
struct Shape {
    is_filled: bool,
    is_fat: bool,
    is_quadrilateral: bool,
    is_rectangle: bool,
    is_long: bool,
    has_ink: bool,
    is_ink_thin: bool,
}

impl Shape {
    fn of(levels: &Raster, outline: &Outline, pixels: &[usize]) -> Self {
        let (width, height) = (levels.width(), levels.height());
        let area = outline.area();
        let filled = pixels.len() as f64 / area;
        let radius = fatness(pixels, width, height) / area.sqrt();
        let ink = ink(levels, outline);
        Self {
            is_filled: filled >= FILLED || (filled >= MIN_FILLED && radius >= FAT),
            is_fat: radius >= FAT,
            is_quadrilateral: outline.quadrilateral_area() >= QUADRILATERAL * area,
            is_rectangle: area >= RECTANGLE * outline.rectangle_area(),
            is_long: proportions(outline, area) > MAX_PROPORTIONS,
            has_ink: ink.len() > 5 && ink.len() as f64 >= MIN_INK * area,
            is_ink_thin: fatness(&ink, width, height) <= THIN * area.sqrt(),
        }
    }

    fn kind(&self, is_light: bool, is_whole: bool, step: f64) -> Option<Kind> {
        let is_sheet = self.is_quadrilateral || (self.is_rectangle && is_light);
        let is_unclear = self.is_fat || (self.is_filled && self.is_ink_thin);
        if self.is_filled && is_sheet && self.has_ink && (is_light || is_whole) {
            Some(Kind::Sheet)
        } else if self.is_filled && is_sheet && is_light && is_whole && !self.is_long {
            Some(Kind::Blank)
        } else if is_unclear && self.has_ink && is_light && is_whole && step >= STRONG_STEP {
            Some(Kind::Unclear)
        } else {
            None
        }
    }
}

/// Convex hull of the pixels' squares.
fn outline(pixels: &[usize], width: usize) -> Outline {
    let mut ends: Vec<Option<(usize, usize)>> = Vec::new();
    for pixel in pixels {
        let (x, y) = (pixel % width, pixel / width);
        if y >= ends.len() {
            ends.resize(y + 1, None);
        }
        ends[y] = Some(ends[y].map_or((x, x), |(left, right)| (left.min(x), right.max(x))));
    }
    let rows = ends.into_iter().enumerate();
    let rows = rows.filter_map(|(y, ends)| ends.map(|(left, right)| (y, left, right + 1)));
    let mut corners: Vec<(f64, f64)> = rows
        .flat_map(|(y, left, right)| [(left, y), (left, y + 1), (right, y), (right, y + 1)])
        .map(|(x, y)| (x as f64, y as f64))
        .collect();
    corners.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    Outline::around(&corners)
}

/// Pixels within the outline that are darker than most of it.
fn ink(levels: &Raster, outline: &Outline) -> Vec<usize> {
    let (width, inner) = (levels.width(), outline.shrunk(3.0));
    let rows = 0..levels.height();
    let inside: Vec<usize> = rows
        .flat_map(|y| {
            let span = inner.span(y as f64 + 0.5, width);
            y * width + span.start..y * width + span.end
        })
        .collect();
    let level = |&pixel: &usize| levels.pixels()[pixel];
    let paper = Histogram::of(inside.iter().map(level)).quantile(0.6);
    let is_ink = |pixel: &usize| level(pixel) < INK * paper;
    inside.into_iter().filter(is_ink).collect()
}

/// Length of the region relative to its width.
fn proportions(outline: &Outline, area: f64) -> f64 {
    let center = outline.center();
    let radius = outline
        .sides()
        .map(|(corner, _)| f64::hypot(corner.0 - center.0, corner.1 - center.1));
    let diagonal = 2.0 * radius.fold(0.0, f64::max);
    // Sides a and b of a rectangle: a² + b² is known, and a × b.
    let (sum, difference) = (
        (diagonal * diagonal + 2.0 * area).sqrt(),
        (diagonal * diagonal - 2.0 * area).max(0.0).sqrt(),
    );
    (sum + difference) / (sum - difference).max(1e-9)
}
