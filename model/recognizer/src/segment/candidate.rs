//! Candidates: the runs of fragments that could be one digit.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::fragments::{Fragment, line_height};
use super::layout::Row;
use crate::{BoundingBox, DigitImage, Mark};

/// Ink that may be one digit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Candidate {
    /// Indices of its fragments.
    pub(super) fragments: Range<usize>,
    pub(super) bounds: BoundingBox,
    pub(super) image: DigitImage,
    /// Log prior of ink with this size and these cuts being a digit.
    pub(super) prior: f32,
}

/// Maximum number of fragments in a digit: the 5, the 4 and crossed ones have up to three.
const MAX_FRAGMENTS: usize = 4;

/// Maximum number of fragments in a number; more are text or a scribble, recognized as one digit.
const MAX_LINE_FRAGMENTS: usize = 40;

/// Maximum width of a digit with several fragments, in line heights: a slanted 5 with a distant bar.
const MAX_WIDTH: f64 = 1.7;

/// Maximum width of connected ink, in line heights: larger, as it was cut only as a proposal.
const MAX_CONNECTED_WIDTH: f64 = 2.0;

/// Maximum gap within a digit, in line heights.
const MAX_GAP: f64 = 0.35;

/// Height, in line heights, below which ink is seldom a digit of its own; and its log prior.
const LOW_HEIGHT: f64 = 0.4;
const LOW_PRIOR: f32 = -6.0;

/// Log prior of a cut in connected ink: a wide digit is more likely than two that touch.
const CUT_PRIOR: f32 = -3.0;

/// Candidates of one row, and its signs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Line {
    /// Number of fragments; a candidate is a run of them.
    pub(super) fragments: usize,
    /// Candidates in the order of their first fragment.
    pub(super) candidates: Vec<Candidate>,
    pub(super) marks: Vec<Mark>,
}

impl Line {
    /// Proposes candidates from a row, with `image` as the rasterizer of its fragments.
    pub(super) fn propose<I>(
        row: &Row<I>,
        image: impl Fn(&[Fragment<I>]) -> Option<DigitImage>,
    ) -> Self {
        let fragments = &row.fragments;
        let neighbors = Neighbors::of(row);
        let candidates = neighbors.runs().into_iter().filter_map(|run| {
            let ink = &fragments[run.clone()];
            Some(Candidate {
                bounds: bounds(ink)?,
                image: image(ink)?,
                prior: neighbors.prior(&run),
                fragments: run,
            })
        });
        Self {
            fragments: fragments.len(),
            candidates: candidates.collect(),
            marks: row.marks.clone(),
        }
    }
}

/// Runs of fragments that may be a digit, ordered by their first fragment.
pub(super) fn runs<I>(row: &Row<I>) -> Vec<Range<usize>> {
    Neighbors::of(row).runs()
}

/// Fragments of one row, its signs, and the approximate height of a digit in it.
struct Neighbors<'a, I> {
    fragments: &'a [Fragment<I>],
    marks: &'a [Mark],
    height: f64,
}

impl<'a, I> Neighbors<'a, I> {
    fn of(row: &'a Row<I>) -> Self {
        Self {
            fragments: &row.fragments,
            marks: &row.marks,
            height: line_height(&row.fragments),
        }
    }

    fn runs(&self) -> Vec<Range<usize>> {
        let count = self.fragments.len();
        if count > MAX_LINE_FRAGMENTS {
            return std::iter::once(0..count).collect();
        }
        let from = |first: usize| {
            let ends = first + 1..=(first + MAX_FRAGMENTS).min(count);
            let runs = ends.map(move |end| first..end);
            runs.take_while(|run| run.len() == 1 || self.may_join(run))
        };
        (0..count).flat_map(from).collect()
    }

    /// Whether a run of several fragments is narrow and dense enough for one digit.
    fn may_join(&self, run: &Range<usize>) -> bool {
        let run = &self.fragments[run.clone()];
        let Some((last, before)) = run.split_last() else {
            return false;
        };
        let is_connected = before.iter().all(|fragment| fragment.is_cut);
        let (Some(before), Some(all)) = (bounds(before), bounds(run)) else {
            return false;
        };
        let height = self.height.max(all.height());
        let gap = last.bounds.left - before.right;
        let max_width = if is_connected {
            MAX_CONNECTED_WIDTH
        } else {
            MAX_WIDTH
        };
        all.width() <= max_width * height && gap <= MAX_GAP * height && !self.has_mark_within(run)
    }

    /// Whether a sign stands between the first and the last of these fragments.
    fn has_mark_within(&self, run: &[Fragment<I>]) -> bool {
        let mut centers = run.iter().map(|fragment| fragment.bounds.center_x());
        let first = centers.next().unwrap_or(0.0);
        let last = centers.next_back().unwrap_or(first);
        let mut marks = self.marks.iter().map(|mark| mark.bounds.center_x());
        marks.any(|center| (first..last).contains(&center))
    }

    fn prior(&self, run: &Range<usize>) -> f32 {
        let ink = bounds(&self.fragments[run.clone()]);
        let is_low = ink.is_some_and(|ink| ink.height() < LOW_HEIGHT * self.height);
        let is_cut = self.fragments[run.end - 1].is_cut;
        f32::from(u8::from(is_low)) * LOW_PRIOR + f32::from(u8::from(is_cut)) * CUT_PRIOR
    }
}

/// Bounding box of a run of fragments; `None` if it is empty.
pub(super) fn bounds<I>(run: &[Fragment<I>]) -> Option<BoundingBox> {
    let boxes = run.iter().map(|fragment| fragment.bounds);
    boxes.reduce(BoundingBox::union)
}
