//! Fragments of a raster: connected components, grouped by what belongs to one digit for certain.

use super::fragments::{Fragment, line_height};
use super::layout::{self, Row};
use super::shape::Shape;
use crate::{BoundingBox, DigitImage, Raster, preprocess_raster};

/// Column and row.
type Pixel = (usize, usize);

/// Width, in line heights, above which ink may be two touching digits.
const WIDE: f64 = 0.9;

/// Rows of a raster from top to bottom; empty if it is blank.
pub(super) fn of_raster(raster: &Raster) -> Vec<Row<Vec<Pixel>>> {
    let pen = pen_width(raster);
    let components = connected(raster).into_iter().map(|ink| {
        let fragment = fragment(ink);
        (
            Shape::of_pixels(&fragment.ink, fragment.bounds, pen),
            fragment,
        )
    });
    let mut rows = layout::rows(components.collect());
    for row in &mut rows {
        let line = line_height(&row.fragments);
        let whole = std::mem::take(&mut row.fragments).into_iter();
        row.fragments = whole
            .flat_map(|fragment| cut_wide(raster, fragment, line))
            .collect();
    }
    rows
}

/// Mean width of the strokes, in pixels: the ink's area by half of its boundary.
fn pen_width(raster: &Raster) -> f64 {
    let is_ink = |x: usize, y: usize| raster.row(y)[x] > 0.0;
    let (width, height) = (raster.width(), raster.height());
    let (mut area, mut boundary) = (0_usize, 0_usize);
    for y in 0..height {
        for x in (0..width).filter(|&x| is_ink(x, y)) {
            area += 1;
            let is_inside = x > 0
                && y > 0
                && x + 1 < width
                && y + 1 < height
                && is_ink(x - 1, y)
                && is_ink(x + 1, y)
                && is_ink(x, y - 1)
                && is_ink(x, y + 1);
            boundary += usize::from(!is_inside);
        }
    }
    2.0 * area as f64 / boundary.max(1) as f64
}

/// Digit image of a run of fragments.
pub(super) fn image(raster: &Raster, run: &[Fragment<Vec<Pixel>>]) -> Option<DigitImage> {
    let bounds = run
        .iter()
        .map(|fragment| fragment.bounds)
        .reduce(BoundingBox::union)?;
    let (left, top) = (bounds.left as usize, bounds.top as usize);
    // A margin of one pixel lets preprocessing recognize soft edges.
    let mut crop = Raster::blank(bounds.width() as usize + 2, bounds.height() as usize + 2);
    for &(x, y) in run.iter().flat_map(|fragment| &fragment.ink) {
        crop.row_mut(y - top + 1)[x - left + 1] = raster.row(y)[x];
    }
    preprocess_raster(&crop)
}

/// Connected components (8-connectivity) of all pixels above 0.
fn connected(raster: &Raster) -> Vec<Vec<Pixel>> {
    let mut is_unvisited = vec![true; raster.width() * raster.height()];
    let mut components = Vec::new();
    for y in 0..raster.height() {
        for x in 0..raster.width() {
            let component = flood(raster, &mut is_unvisited, (x, y));
            if !component.is_empty() {
                components.push(component);
            }
        }
    }
    components
}

/// Flood fill of unvisited ink from `start`.
fn flood(raster: &Raster, is_unvisited: &mut [bool], start: Pixel) -> Vec<Pixel> {
    let mut component = Vec::new();
    let mut open = vec![start];
    while let Some((x, y)) = open.pop() {
        let is_unvisited = &mut is_unvisited[y * raster.width() + x];
        if raster.row(y)[x] > 0.0 && std::mem::take(is_unvisited) {
            component.push((x, y));
            open.extend(neighbors((x, y), raster));
        }
    }
    component
}

fn neighbors((x, y): Pixel, raster: &Raster) -> impl Iterator<Item = Pixel> {
    let columns = x.saturating_sub(1)..(x + 2).min(raster.width());
    let rows = y.saturating_sub(1)..(y + 2).min(raster.height());
    rows.flat_map(move |y| columns.clone().map(move |x| (x, y)))
}

fn fragment(ink: Vec<Pixel>) -> Fragment<Vec<Pixel>> {
    let boxes = ink.iter().map(|&(x, y)| BoundingBox {
        left: x as f64,
        top: y as f64,
        right: x as f64 + 1.0,
        bottom: y as f64 + 1.0,
    });
    let bounds = boxes.reduce(BoundingBox::union);
    Fragment {
        bounds: bounds.expect("a connected component has pixels"),
        ink,
        is_cut: false,
    }
}

/// Cuts a fragment that is too wide for one digit at the column with the least ink, recursively. Cuts
/// are proposals: candidates with and without them are classified.
fn cut_wide(raster: &Raster, whole: Fragment<Vec<Pixel>>, line: f64) -> Vec<Fragment<Vec<Pixel>>> {
    if whole.bounds.width() <= WIDE * line {
        return vec![whole];
    }
    let cut = thinnest_column(raster, &whole);
    let (left, right): (Vec<Pixel>, Vec<Pixel>) = whole.ink.into_iter().partition(|p| p.0 < cut);
    let halves = [left, right].into_iter().filter(|half| !half.is_empty());
    let mut fragments: Vec<_> = halves.map(fragment).collect();
    let last = fragments.len() - 1;
    for fragment in &mut fragments[..last] {
        fragment.is_cut = true;
    }
    if last == 0 {
        return fragments;
    }
    let cut_again = |half: Fragment<Vec<Pixel>>| {
        let is_cut = half.is_cut;
        let mut pieces = cut_wide(raster, half, line);
        if let Some(last) = pieces.last_mut() {
            last.is_cut |= is_cut;
        }
        pieces
    };
    fragments.into_iter().flat_map(cut_again).collect()
}

/// Column with the least ink in the middle half of a fragment.
fn thinnest_column(raster: &Raster, fragment: &Fragment<Vec<Pixel>>) -> usize {
    let width = fragment.bounds.width() as usize;
    let left = fragment.bounds.left as usize;
    let mut ink = vec![0.0; width];
    for &(x, y) in &fragment.ink {
        ink[x - left] += raster.row(y)[x];
    }
    let middle = width / 4..(width - width / 4).max(width / 4 + 1);
    let thinnest = middle.min_by(|&a, &b| ink[a].total_cmp(&ink[b]));
    left + thinnest.unwrap_or(width / 2)
}
