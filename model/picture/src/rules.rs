//! Lines that are ruled on the paper: straight, thin, longer than anything that is written.
//!
//! Found by votes of all inked pixels for the lines through them (a Hough transform), and erased
//! where the ink is no thicker than the line, as staff lines are from scores: strokes that cross a
//! line stay.

use crate::plane::Plane;

/// Smaller pictures are of a digit, and its bars are as thin as a line.
const LEAST_WIDTH: usize = 100;

/// The steepest line, as rows by column: about 8°.
const STEEPEST: f64 = 0.14;

/// A ruled line is at least this part of the picture wide; one down the margin is whole.
const LEAST_LENGTH: f64 = 0.5;
const WHOLE: f64 = 0.95;

/// A line that ends for longer than this part of the picture has ended.
const GAP: f64 = 0.06;

/// The part of its columns in which a line has ink.
const LEAST_INK: f64 = 0.6;

/// A line is thinner than this part of the picture, or than this many pixels.
const THIN: usize = 150;
const THINNEST: usize = 4;

/// Whatever is written crosses a line this part of the picture from its ends, or further in: a bar
/// ends where its digit does.
const OVERHANG: f64 = 0.015;

/// More lines than these on a page are a pattern.
const MOST: usize = 80;

/// Erases ruled lines; `is_even` says that the picture is no photograph.
pub(crate) fn erase(ink: &mut Plane, is_even: bool) {
    erase_across(ink, LEAST_LENGTH);
    // Anywhere else a line from edge to edge is a 1.
    if !is_even {
        let mut turned = ink.transposed();
        erase_across(&mut turned, WHOLE);
        *ink = turned.transposed();
    }
}

/// Erases lines that go across at least this part of the picture.
fn erase_across(ink: &mut Plane, part: f64) {
    if ink.width < LEAST_WIDTH {
        return;
    }
    let least = (part * ink.width as f64) as usize;
    let mut votes = Votes::of(ink);
    for _ in 0..MOST {
        let Some(line) = votes.strongest((LEAST_INK * least as f64) as u32) else {
            return;
        };
        votes.forget(line);
        if let Some(rule) = Rule::find(ink, line, least) {
            for (x, y) in rule.erase(ink) {
                votes.withdraw(x, y);
            }
        }
    }
}

/// A line by its slope's index, and its row in the middle of the picture, moved down so that none
/// is negative.
#[derive(Clone, Copy)]
struct Line {
    slope: usize,
    row: usize,
}

/// How many inked pixels lie on each line.
struct Votes {
    width: usize,
    slopes: Vec<f64>,
    rows: usize,
    counts: Vec<u32>,
}

impl Votes {
    fn of(ink: &Plane) -> Self {
        // Neighbors differ by a pixel at both ends.
        let step = 2.0 / ink.width as f64;
        let steps = (STEEPEST / step).ceil() as i32;
        let slopes: Vec<f64> = (-steps..=steps).map(|at| f64::from(at) * step).collect();
        let rows = ink.height + 2 * margin(ink.width);
        let mut votes = Self {
            width: ink.width,
            counts: vec![0; rows * slopes.len()],
            slopes,
            rows,
        };
        for y in 0..ink.height {
            for (x, &value) in ink.row(y).iter().enumerate() {
                if value > 0.0 {
                    votes.vote(x, y, |count| *count += 1);
                }
            }
        }
        votes
    }

    fn withdraw(&mut self, x: usize, y: usize) {
        self.vote(x, y, |count| *count = count.saturating_sub(1));
    }

    fn vote(&mut self, x: usize, y: usize, count: impl Fn(&mut u32)) {
        let from_middle = x as f64 - self.width as f64 / 2.0;
        let down = (y + margin(self.width)) as f64 + 0.5;
        for (index, slope) in self.slopes.iter().enumerate() {
            let row = (down - slope * from_middle) as usize;
            count(&mut self.counts[index * self.rows + row]);
        }
    }

    /// The line with the most votes, if it has at least so many.
    fn strongest(&self, least: u32) -> Option<Line> {
        let (index, &votes) = self
            .counts
            .iter()
            .enumerate()
            .max_by_key(|&(_, &votes)| votes)?;
        let line = Line {
            slope: index / self.rows,
            row: index % self.rows,
        };
        (votes >= least.max(1)).then_some(line)
    }

    /// Does not propose this line again.
    fn forget(&mut self, line: Line) {
        self.counts[line.slope * self.rows + line.row] = 0;
    }
}

/// Rows above and below the picture that its steepest lines reach in the middle.
fn margin(width: usize) -> usize {
    (STEEPEST * width as f64) as usize + 2
}

/// A ruled line: for each of its columns the rows that are inked there.
struct Rule {
    /// Column, first row, and the row after the last.
    runs: Vec<(usize, usize, usize)>,
    thickness: usize,
}

impl Rule {
    /// The ruled line along `line`, at least so long; `None` if what is there is none.
    fn find(ink: &Plane, line: Line, least: usize) -> Option<Self> {
        let runs = longest(runs(ink, line), (GAP * ink.width as f64) as usize);
        let (first, last) = (runs.first()?.0, runs.last()?.0);
        let length = last + 1 - first;
        let thickness = thickness(&runs);
        let rule = Self { runs, thickness };
        let has_ink = rule.runs.len() as f64 >= LEAST_INK * length as f64;
        let is_thin = thickness <= (ink.width / THIN).max(THINNEST);
        let overhang = (OVERHANG * ink.width as f64) as usize;
        let is_free = |column: usize| (first + overhang..=last - overhang).contains(&column);
        let is_long = length >= least.max(2 * overhang + 1);
        let is_rule = is_long && has_ink && is_thin && rule.crossings().all(is_free);
        is_rule.then_some(rule)
    }

    /// The columns in which something thicker lies on the line.
    fn crossings(&self) -> impl Iterator<Item = usize> {
        let thick = self.runs.iter().filter(|run| !self.is_thin(run));
        thick.map(|run| run.0)
    }

    fn is_thin(&self, &(_, top, bottom): &(usize, usize, usize)) -> bool {
        bottom - top <= 2 * self.thickness + 1
    }

    /// Erases it except where it is crossed. Returns the erased pixels.
    fn erase(&self, ink: &mut Plane) -> Vec<(usize, usize)> {
        let thin = self.runs.iter().filter(|run| self.is_thin(run));
        let pixels = thin.flat_map(|&(x, top, bottom)| (top..bottom).map(move |y| (x, y)));
        let pixels: Vec<_> = pixels.collect();
        for &(x, y) in &pixels {
            ink.row_mut(y)[x] = 0.0;
        }
        pixels
    }
}

/// The inked rows that the line meets, or misses by one, in each column where there are any.
fn runs(ink: &Plane, line: Line) -> Vec<(usize, usize, usize)> {
    let step = 2.0 / ink.width as f64;
    let slope = (line.slope as f64 - (STEEPEST / step).ceil()) * step;
    let middle = line.row as f64 - margin(ink.width) as f64;
    let mut runs = Vec::new();
    for x in 0..ink.width {
        let row = (middle + slope * (x as f64 - ink.width as f64 / 2.0)).round();
        let near = [row, row - 1.0, row + 1.0];
        let rows = near
            .into_iter()
            .filter(|&row| row >= 0.0 && row < ink.height as f64);
        let hit = rows
            .map(|row| row as usize)
            .find(|&row| ink.at(x, row) > 0.0);
        if let Some(row) = hit {
            let above = (0..row).rev().take_while(|&y| ink.at(x, y) > 0.0).count();
            let below = (row..ink.height)
                .take_while(|&y| ink.at(x, y) > 0.0)
                .count();
            runs.push((x, row - above, row + below));
        }
    }
    runs
}

/// The longest stretch of runs without a wider gap.
fn longest(runs: Vec<(usize, usize, usize)>, gap: usize) -> Vec<(usize, usize, usize)> {
    let stretches = runs.chunk_by(|a, b| b.0 - a.0 <= gap.max(1));
    let length = |stretch: &&[(usize, usize, usize)]| match stretch {
        [first, .., last] => last.0 - first.0,
        _ => 0,
    };
    stretches.max_by_key(length).unwrap_or_default().to_vec()
}

/// How thick most of it is.
fn thickness(runs: &[(usize, usize, usize)]) -> usize {
    let mut lengths: Vec<usize> = runs.iter().map(|run| run.2 - run.1).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}
