//! Removal of ruled lines: straight, thin and longer than any stroke.
//!
//! A Hough transform over nearly horizontal lines finds them, with finer angles than the 1° of
//! `imageproc`. They are erased where the ink is no thicker than the line, as in staff line removal, so
//! that strokes across a line stay.

use recognizer::Raster;

use crate::background::Background;

/// Minimum width of a picture, in pixels: smaller ones show a digit, with bars as thin as a line.
const MIN_WIDTH: usize = 100;

/// Maximum slope, in rows per column: about 8°.
const MAX_SLOPE: f64 = 0.14;

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

/// Erases ruled lines from `ink`; vertical ones only from photographs.
pub(crate) fn erase(ink: &mut Raster, background: Background) {
    erase_horizontal(ink, MIN_LENGTH);
    // On a uniform background, a vertical line from edge to edge is a 1.
    if background == Background::Varying {
        let mut transposed = ink.transposed();
        erase_horizontal(&mut transposed, MIN_VERTICAL_LENGTH);
        *ink = transposed.transposed();
    }
}

/// Erases lines of at least this fraction of the picture's width.
fn erase_horizontal(ink: &mut Raster, fraction: f64) {
    if ink.width() < MIN_WIDTH {
        return;
    }
    let min_length = (fraction * ink.width() as f64) as usize;
    let mut accumulator = Accumulator::of(ink);
    for _ in 0..MAX_LINES {
        let Some(line) = accumulator.strongest((MIN_INK * min_length as f64) as u32) else {
            return;
        };
        accumulator.clear(line);
        if let Some(rule) = RuledLine::find(ink, line, min_length) {
            for (x, y) in rule.erase(ink) {
                accumulator.withdraw(x, y);
            }
        }
    }
}

/// Cell of the accumulator: index of the slope, and the row at the picture's center, offset by the
/// [`margin`].
#[derive(Clone, Copy)]
struct Line {
    slope: usize,
    row: usize,
}

/// Hough accumulator: number of ink pixels on each line.
struct Accumulator {
    width: usize,
    slopes: Vec<f64>,
    rows: usize,
    votes: Vec<u32>,
}

impl Accumulator {
    fn of(ink: &Raster) -> Self {
        // Adjacent slopes differ by one pixel at both ends.
        let step = 2.0 / ink.width() as f64;
        let steps = (MAX_SLOPE / step).ceil() as i32;
        let slopes: Vec<f64> = (-steps..=steps).map(|at| f64::from(at) * step).collect();
        let rows = ink.height() + 2 * margin(ink.width());
        let mut accumulator = Self {
            width: ink.width(),
            votes: vec![0; rows * slopes.len()],
            slopes,
            rows,
        };
        for y in 0..ink.height() {
            for (x, &value) in ink.row(y).iter().enumerate() {
                if value > 0.0 {
                    accumulator.vote(x, y, |votes| *votes += 1);
                }
            }
        }
        accumulator
    }

    /// Removes the votes of an erased pixel.
    fn withdraw(&mut self, x: usize, y: usize) {
        self.vote(x, y, |votes| *votes = votes.saturating_sub(1));
    }

    fn vote(&mut self, x: usize, y: usize, count: impl Fn(&mut u32)) {
        let from_center = x as f64 - self.width as f64 / 2.0;
        let center = (y + margin(self.width)) as f64 + 0.5;
        for (index, slope) in self.slopes.iter().enumerate() {
            let row = (center - slope * from_center) as usize;
            count(&mut self.votes[index * self.rows + row]);
        }
    }

    /// Line with the most votes, if it has at least `min_votes`.
    fn strongest(&self, min_votes: u32) -> Option<Line> {
        let (index, &votes) = self
            .votes
            .iter()
            .enumerate()
            .max_by_key(|&(_, &votes)| votes)?;
        let line = Line {
            slope: index / self.rows,
            row: index % self.rows,
        };
        (votes >= min_votes.max(1)).then_some(line)
    }

    /// Removes all votes of a line, so that it is not found again.
    fn clear(&mut self, line: Line) {
        self.votes[line.slope * self.rows + line.row] = 0;
    }
}

/// Rows above and below the picture that the steepest lines reach at its center.
fn margin(width: usize) -> usize {
    (MAX_SLOPE * width as f64) as usize + 2
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
    fn find(ink: &Raster, line: Line, min_length: usize) -> Option<Self> {
        let runs = longest(runs(ink, line), (MAX_GAP * ink.width() as f64) as usize);
        let (first, last) = (runs.first()?.0, runs.last()?.0);
        let length = last + 1 - first;
        let thickness = thickness(&runs);
        let rule = Self { runs, thickness };
        let has_ink = rule.runs.len() as f64 >= MIN_INK * length as f64;
        let is_thin = thickness <= (ink.width() / THICKNESS_DIVISOR).max(MIN_MAX_THICKNESS);
        let overhang = (OVERHANG * ink.width() as f64) as usize;
        let is_inside = |column: usize| (first + overhang..=last - overhang).contains(&column);
        let is_long = length >= min_length.max(2 * overhang + 1);
        let is_ruled = is_long && has_ink && is_thin && rule.crossings().all(is_inside);
        is_ruled.then_some(rule)
    }

    /// Columns in which something thicker crosses the line.
    fn crossings(&self) -> impl Iterator<Item = usize> {
        let thick = self.runs.iter().filter(|run| !self.is_thin(run));
        thick.map(|run| run.0)
    }

    fn is_thin(&self, &(_, top, bottom): &Run) -> bool {
        bottom - top <= 2 * self.thickness + 1
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
    let width = ink.width() as f64;
    let step = 2.0 / width;
    let slope = (line.slope as f64 - (MAX_SLOPE / step).ceil()) * step;
    let center = line.row as f64 - margin(ink.width()) as f64;
    let run = |x: usize| {
        let row = (center + slope * (x as f64 - width / 2.0)).round();
        let rows = [row, row - 1.0, row + 1.0].into_iter();
        let mut rows = rows.filter(|&row| row >= 0.0 && row < ink.height() as f64);
        let hit = rows.find(|&row| ink.row(row as usize)[x] > 0.0)?;
        Some(run_through(ink, x, hit as usize))
    };
    (0..ink.width()).filter_map(run).collect()
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
