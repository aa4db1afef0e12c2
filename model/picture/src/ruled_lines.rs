//! Removal of ruled lines: straight, thin and longer than any stroke.
//!
//! A Hough transform over nearly horizontal lines finds them, with finer angles than the 1° of
//! `imageproc`. They are erased where the ink is no thicker than the line, as in staff line removal, so
//! that strokes across a line stay.

mod hough;
mod squared;

use recognizer::Raster;

use crate::background::Background;
use crate::histogram::Histogram;
use hough::{Accumulator, Line};

/// Minimum width of a picture, in pixels: smaller ones show a digit, with bars as thin as a line.
const MIN_WIDTH: usize = 100;

/// Minimum length of a horizontal line, as a fraction of the picture's width.
const MIN_LENGTH: f64 = 0.5;

/// Minimum length of a vertical line, such as a margin, as a fraction of the picture's height.
const MIN_VERTICAL_LENGTH: f64 = 0.95;

/// Maximum gap within a line, as a fraction of the picture's width.
const MAX_GAP: f64 = 0.06;

/// Minimum fraction of a line's columns with ink.
const MIN_INK: f64 = 0.6;

/// Width of the picture per pixel of a line's maximum thickness.
const THICKNESS_DIVISOR: usize = 150;

/// Lower bound of that maximum, in pixels.
const MIN_MAX_THICKNESS: usize = 4;

/// Minimum distance of crossing strokes from the ends of a line, as a fraction of the picture's width:
/// the bar of a digit ends at the digit.
const OVERHANG: f64 = 0.015;

/// Maximum number of lines; more are a pattern.
const MAX_LINES: usize = 80;

/// Which lines are sought.
struct Search {
    /// Minimum length, as a fraction of the picture's width.
    min_length: f64,
    /// Minimum fraction of that length that lies on a straight line.
    min_straight: f64,
    /// Maximum number of candidates.
    max_candidates: usize,
    /// Whether lines belong to squares: they may bend, and anything may cross them near their ends.
    is_squared: bool,
}

/// Long horizontal lines.
const HORIZONTAL: Search = Search {
    min_length: MIN_LENGTH,
    min_straight: MIN_INK,
    max_candidates: MAX_LINES,
    is_squared: false,
};

/// Lone vertical lines.
const VERTICAL: Search = Search {
    min_length: MIN_VERTICAL_LENGTH,
    ..HORIZONTAL
};

/// Erases ruled lines and squares from `ink`; lone vertical lines only from photographs.
pub(crate) fn erase(ink: &mut Raster, background: Background) {
    if let Some(clean) = squared::without_squares(ink) {
        *ink = clean;
    }
    erase_lines(ink, &HORIZONTAL);
    // On a uniform background, a vertical line from edge to edge is a 1.
    if background == Background::Varying {
        let mut transposed = ink.transposed();
        erase_lines(&mut transposed, &VERTICAL);
        *ink = transposed.transposed();
    }
}

/// Erases nearly horizontal lines; returns them with their median levels.
fn erase_lines(ink: &mut Raster, search: &Search) -> Vec<(RuledLine, f32)> {
    let mut erased = Vec::new();
    if ink.width() < MIN_WIDTH {
        return erased;
    }
    let min_length = (search.min_length * ink.width() as f64) as usize;
    let min_votes = (search.min_straight * min_length as f64) as u32;
    let mut accumulator = Accumulator::of(ink);
    for _ in 0..search.max_candidates {
        let Some(line) = accumulator.strongest(min_votes) else {
            break;
        };
        accumulator.clear(line);
        if let Some(rule) = RuledLine::find(ink, line, min_length, search.is_squared) {
            let level = rule.level(ink);
            for (x, y) in rule.erase(ink) {
                accumulator.withdraw(x, y);
            }
            erased.push((rule, level));
        }
    }
    erased
}

/// Vertical run of ink: column, first row, and the row after the last.
type Run = (usize, usize, usize);

/// Ruled line, as the run of ink in each of its columns.
struct RuledLine {
    runs: Vec<Run>,
    thickness: usize,
}

impl RuledLine {
    /// Finds the ruled line along `line`; `None` if the ink there is too short, sparse or thick, or has
    /// crossings near its ends.
    fn find(ink: &Raster, line: Line, min_length: usize, is_squared: bool) -> Option<Self> {
        let max_thickness = (ink.width() / THICKNESS_DIVISOR).max(MIN_MAX_THICKNESS);
        let runs = if is_squared {
            squared::bent_runs(ink, line, max_thickness)
        } else {
            runs(ink, line)
        };
        let runs = longest(runs, (MAX_GAP * ink.width() as f64) as usize);
        let (first, last) = (runs.first()?.0, runs.last()?.0);
        let length = last + 1 - first;
        let thickness = thickness(&runs);
        let rule = Self { runs, thickness };
        let has_ink = rule.runs.len() as f64 >= MIN_INK * length as f64;
        let is_thin = thickness <= max_thickness;
        let overhang = (OVERHANG * ink.width() as f64) as usize;
        let is_inside = |column: usize| (first + overhang..=last - overhang).contains(&column);
        let is_long = length >= min_length.max(2 * overhang + 1);
        let may_cross = is_squared || rule.crossings().all(is_inside);
        (is_long && has_ink && is_thin && may_cross).then_some(rule)
    }

    /// Columns from its first to its last.
    fn length(&self) -> usize {
        match &self.runs[..] {
            [first, .., last] => last.0 + 1 - first.0,
            runs => runs.len(),
        }
    }

    /// Columns in which something thicker crosses the line.
    fn crossings(&self) -> impl Iterator<Item = usize> {
        let thick = self.runs.iter().filter(|run| !self.is_thin(run));
        thick.map(|run| run.0)
    }

    fn is_thin(&self, &(_, top, bottom): &Run) -> bool {
        bottom - top <= 2 * self.thickness + 1
    }

    /// Median level where nothing crosses the line.
    fn level(&self, ink: &Raster) -> f32 {
        let thin = self.runs.iter().filter(|run| self.is_thin(run));
        let middle = thin.map(|&(x, top, bottom)| ink.row(usize::midpoint(top, bottom))[x]);
        Histogram::of(middle).median()
    }

    /// Erases the line except at crossings, and returns the erased pixels.
    fn erase(&self, ink: &mut Raster) -> Vec<(usize, usize)> {
        let thin = self.runs.iter().filter(|run| self.is_thin(run));
        let pixels = thin.flat_map(|&(x, top, bottom)| (top..bottom).map(move |y| (x, y)));
        let pixels: Vec<_> = pixels.collect();
        for &(x, y) in &pixels {
            ink.row_mut(y)[x] = 0.0;
        }
        pixels
    }
}

/// Runs of ink that the line hits, or misses by one row, from left to right.
fn runs(ink: &Raster, line: Line) -> Vec<Run> {
    let hit = |x: usize| run_near(ink, x, line.at(x, ink.width()));
    (0..ink.width()).filter_map(hit).collect()
}

/// Run of ink in column `x` at a row, or one above or below.
fn run_near(ink: &Raster, x: usize, row: f64) -> Option<Run> {
    let row = row.round();
    let rows = [row, row - 1.0, row + 1.0].into_iter();
    let mut rows = rows.filter(|&row| row >= 0.0 && row < ink.height() as f64);
    let hit = rows.find(|&row| ink.row(row as usize)[x] > 0.0)?;
    Some(run_through(ink, x, hit as usize))
}

/// Run of ink in column `x` that contains `row`.
fn run_through(ink: &Raster, x: usize, row: usize) -> Run {
    let is_ink = |&y: &usize| ink.row(y)[x] > 0.0;
    let above = (0..row).rev().take_while(is_ink).count();
    let below = (row..ink.height()).take_while(is_ink).count();
    (x, row - above, row + below)
}

/// Longest sequence of runs without a wider gap, in columns.
fn longest(runs: Vec<Run>, max_gap: usize) -> Vec<Run> {
    let stretches = runs.chunk_by(|a, b| b.0 - a.0 <= max_gap.max(1));
    let length = |stretch: &&[Run]| match stretch {
        [first, .., last] => last.0 - first.0,
        _ => 0,
    };
    stretches.max_by_key(length).unwrap_or_default().to_vec()
}

/// Median length of the runs.
fn thickness(runs: &[Run]) -> usize {
    let mut lengths: Vec<usize> = runs.iter().map(|run| run.2 - run.1).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}
