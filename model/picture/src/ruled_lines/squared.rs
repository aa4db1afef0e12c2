//! Removal of squares: lines in both directions, all over the paper.
//!
//! Lines that are weaker than the ink are cut off by their level, so that ink along a line stays whole.
//! Lines as dark as the ink are erased where the ink is no thicker than they are.

use recognizer::Raster;

use super::hough::Line;
use super::{MIN_INK, Run, Search, erase_lines, longest, run_near, runs};
use crate::filters;
use crate::histogram::Histogram;

/// Minimum number of long lines in each direction.
const MIN_LINES: usize = 3;

/// Minimum length of these, as a fraction of the picture's side.
const LONG: f64 = 0.8;

/// Lines of squared paper, of which some may be hidden in part.
const SQUARES: Search = Search {
    min_length: 0.55,
    min_straight: 0.5 * MIN_INK,
    max_candidates: 160,
    is_squared: true,
};

/// Weight of a line's position in a column, beside that in the columns before.
const BEND: f64 = 0.3;

/// Level of lines, relative to that of ink, below which they are told apart by their level.
const WEAK: f32 = 0.7;

/// Levels of a line's pixels above its median, as a factor.
const SPREAD: f32 = 1.15;

/// Ink without the squares; `None` if the paper is not squared.
pub(super) fn without_squares(ink: &Raster) -> Option<Raster> {
    let mut clean = ink.clone();
    let mut levels = erase_squares(&mut clean)?;
    let mut transposed = clean.transposed();
    levels.extend(erase_squares(&mut transposed)?);
    clean = transposed.transposed();
    let line = SPREAD * Histogram::of(levels.into_iter()).median();
    let written = clean.pixels().iter().copied().filter(|&level| level > line);
    let written = Histogram::of(written).median();
    Some(if line < WEAK * written {
        above(ink, line, f32::midpoint(line, written))
    } else {
        clean
    })
}

/// Erases nearly horizontal lines, and returns their levels; `None` if too few of them are long.
fn erase_squares(ink: &mut Raster) -> Option<Vec<f32>> {
    let min_length = (LONG * ink.width() as f64) as usize;
    let lines = erase_lines(ink, &SQUARES);
    let long = lines.iter().filter(|(rule, _)| rule.length() >= min_length);
    let is_squared = long.count() >= MIN_LINES;
    is_squared.then(|| lines.iter().map(|&(_, level)| level).collect())
}

/// Runs of ink along a line that bends: each is sought where the thin ones beside it lie.
pub(super) fn bent_runs(ink: &Raster, line: Line, max_thickness: usize) -> Vec<Run> {
    let is_thin = |run: &Run| run.2 - run.1 <= max_thickness;
    let straight: Vec<Run> = runs(ink, line).into_iter().filter(is_thin).collect();
    let stretch = longest(straight, 1);
    let Some(&start) = stretch.get(stretch.len() / 2) else {
        return Vec::new();
    };
    let middle = |run: &Run| (run.1 + run.2 - 1) as f64 / 2.0;
    let slope = line.slope(ink.width());
    let follow = |columns: &mut dyn Iterator<Item = usize>, slope: f64| {
        let mut row = middle(&start);
        let mut found = Vec::new();
        for x in columns {
            row += slope;
            let run = run_near(ink, x, row);
            if let Some(run) = run.filter(is_thin) {
                row += BEND * (middle(&run) - row).clamp(-1.0, 1.0);
            }
            found.extend(run);
        }
        found
    };
    let mut all = follow(&mut (0..start.0).rev(), -slope);
    all.reverse();
    all.push(start);
    all.extend(follow(&mut (start.0 + 1..ink.width()), slope));
    all
}

/// Ink above `threshold`, and next to that above `edge` (hysteresis).
fn above(ink: &Raster, edge: f32, threshold: f32) -> Raster {
    let neighborhood = filters::dilate(ink, 1);
    ink.clone().zip_map(&neighborhood, |level, strongest| {
        let is_edge = strongest >= threshold && level >= edge;
        if level >= threshold || is_edge {
            level
        } else {
            0.0
        }
    })
}
