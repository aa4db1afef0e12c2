//! Hough transform over nearly horizontal lines.

use recognizer::Raster;

/// Maximum slope, in rows per column: about 8°.
const MAX_SLOPE: f64 = 0.14;

/// Cell of the accumulator: index of the slope, and the row at the picture's center, offset by the
/// [`margin`].
#[derive(Clone, Copy)]
pub(super) struct Line {
    slope: usize,
    row: usize,
}

impl Line {
    /// Rows that the line descends per column.
    pub(super) fn slope(self, width: usize) -> f64 {
        let step = 2.0 / width as f64;
        (self.slope as f64 - (MAX_SLOPE / step).ceil()) * step
    }

    /// Row of the line in column `x`.
    pub(super) fn at(self, x: usize, width: usize) -> f64 {
        let center = self.row as f64 - margin(width) as f64;
        center + self.slope(width) * (x as f64 - width as f64 / 2.0)
    }
}

/// Hough accumulator: number of ink pixels on each line.
pub(super) struct Accumulator {
    width: usize,
    slopes: Vec<f64>,
    rows: usize,
    votes: Vec<u32>,
}

impl Accumulator {
    pub(super) fn of(ink: &Raster) -> Self {
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
    pub(super) fn withdraw(&mut self, x: usize, y: usize) {
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
    pub(super) fn strongest(&self, min_votes: u32) -> Option<Line> {
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
    pub(super) fn clear(&mut self, line: Line) {
        self.votes[line.slope * self.rows + line.row] = 0;
    }
}

/// Rows above and below the picture that the steepest lines reach at its center.
fn margin(width: usize) -> usize {
    (MAX_SLOPE * width as f64) as usize + 2
}
