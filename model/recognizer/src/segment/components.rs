//! The connected ink of a picture, grouped by what certainly belongs to one digit.

use super::parts::{Part, group, line_height};
use crate::{BoundingBox, DigitImage, Raster, preprocess_raster};

/// A pixel's column and row.
type Pixel = (usize, usize);

/// Ink wider than this part of the line's height may be two digits that touch.
const WIDE: f64 = 0.9;

/// The parts of a picture from left to right; none if it is blank.
pub(super) fn of_raster(raster: &Raster) -> Vec<Part<Vec<Pixel>>> {
    let parts = group(connected(raster).into_iter().map(part).collect());
    let line = line_height(&parts);
    let cut = parts
        .into_iter()
        .flat_map(|part| cut_wide(raster, part, line));
    cut.collect()
}

/// The digit image of all pixels in a run of parts.
pub(super) fn image(raster: &Raster, run: &[Part<Vec<Pixel>>]) -> Option<DigitImage> {
    let bounds = run
        .iter()
        .map(|part| part.bounds)
        .reduce(BoundingBox::union)?;
    let (left, top) = (bounds.left as usize, bounds.top as usize);
    // Paper around the ink: its soft edge is seen as such.
    let mut crop = Raster::blank(bounds.width() as usize + 2, bounds.height() as usize + 2);
    for &(x, y) in run.iter().flat_map(|part| &part.ink) {
        crop.row_mut(y - top + 1)[x - left + 1] = raster.row(y)[x];
    }
    preprocess_raster(&crop)
}

/// Groups of inked pixels that touch, also at their corners.
fn connected(raster: &Raster) -> Vec<Vec<Pixel>> {
    let mut is_new = vec![true; raster.width() * raster.height()];
    let mut groups = Vec::new();
    for y in 0..raster.height() {
        for x in 0..raster.width() {
            let group = flood(raster, &mut is_new, (x, y));
            if !group.is_empty() {
                groups.push(group);
            }
        }
    }
    groups
}

/// All new inked pixels that are connected to this one.
fn flood(raster: &Raster, is_new: &mut [bool], start: Pixel) -> Vec<Pixel> {
    let mut group = Vec::new();
    let mut open = vec![start];
    while let Some((x, y)) = open.pop() {
        let is_new = &mut is_new[y * raster.width() + x];
        if raster.row(y)[x] > 0.0 && std::mem::take(is_new) {
            group.push((x, y));
            open.extend(around((x, y), raster));
        }
    }
    group
}

fn around((x, y): Pixel, raster: &Raster) -> impl Iterator<Item = Pixel> {
    let columns = x.saturating_sub(1)..(x + 2).min(raster.width());
    let rows = y.saturating_sub(1)..(y + 2).min(raster.height());
    rows.flat_map(move |y| columns.clone().map(move |x| (x, y)))
}

fn part(ink: Vec<Pixel>) -> Part<Vec<Pixel>> {
    let boxes = ink.iter().map(|&(x, y)| BoundingBox {
        left: x as f64,
        top: y as f64,
        right: x as f64 + 1.0,
        bottom: y as f64 + 1.0,
    });
    let bounds = boxes.reduce(BoundingBox::union);
    Part {
        bounds: bounds.expect("a connected group has pixels"),
        ink,
        is_cut: false,
    }
}

/// Cuts a part that is too wide for one digit in two, where a column has the least ink; whether
/// it stays cut is for the network to say.
fn cut_wide(raster: &Raster, whole: Part<Vec<Pixel>>, line: f64) -> Vec<Part<Vec<Pixel>>> {
    if whole.bounds.width() <= WIDE * line {
        return vec![whole];
    }
    let cut = thinnest_column(raster, &whole);
    let (left, right): (Vec<Pixel>, Vec<Pixel>) = whole.ink.into_iter().partition(|p| p.0 < cut);
    let halves = [left, right].into_iter().filter(|half| !half.is_empty());
    let mut parts: Vec<_> = halves.map(part).collect();
    let last = parts.len() - 1;
    for part in &mut parts[..last] {
        part.is_cut = true;
    }
    if last == 0 {
        return parts;
    }
    let cut_again = |half: Part<Vec<Pixel>>| {
        let is_cut = half.is_cut;
        let mut pieces = cut_wide(raster, half, line);
        if let Some(last) = pieces.last_mut() {
            last.is_cut |= is_cut;
        }
        pieces
    };
    parts.into_iter().flat_map(cut_again).collect()
}

/// The column in the middle half of the part with the least ink.
fn thinnest_column(raster: &Raster, part: &Part<Vec<Pixel>>) -> usize {
    let width = part.bounds.width() as usize;
    let left = part.bounds.left as usize;
    let mut ink = vec![0.0; width];
    for &(x, y) in &part.ink {
        ink[x - left] += raster.row(y)[x];
    }
    let middle = width / 4..(width - width / 4).max(width / 4 + 1);
    let thinnest = middle.min_by(|&a, &b| ink[a].total_cmp(&ink[b]));
    left + thinnest.unwrap_or(width / 2)
}
