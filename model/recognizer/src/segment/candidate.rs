//! The runs of parts that could be one digit.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Segmentation;
use super::parts::{Part, line_height};
use crate::{BoundingBox, DigitImage};

/// Ink that may be one digit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Candidate {
    /// Which parts it is made of.
    pub(super) parts: Range<usize>,
    pub(super) bounds: BoundingBox,
    pub(super) image: DigitImage,
    /// Logarithm of how likely ink of this size is a digit, against others in the same line.
    pub(super) prior: f32,
}

/// More parts than this in a row are no digit: the 5, the 4 and crossed ones have up to three.
const MAX_PARTS: usize = 4;

/// More parts than these are no number but a text or a scribble, and are read as one.
const MAX_LINE: usize = 40;

/// A digit made of several parts is at most this wide, relative to the height of the line: a
/// slanted 5 whose bar is far out.
const MAX_WIDTH: f64 = 1.7;

/// Connected ink may be wider: it was cut only to see whether it is several digits.
const MAX_CONNECTED_WIDTH: f64 = 2.0;

/// The widest gap within a digit, relative to the height of the line.
const MAX_GAP: f64 = 0.35;

/// Ink lower than this part of the line is seldom a digit of its own.
const LOW: f64 = 0.4;
const LOW_PRIOR: f32 = -6.0;

/// Connected ink is seldom cut within: a wide digit is more likely than two that touch.
const CUT_PRIOR: f32 = -3.0;

impl Segmentation {
    /// `parts` are in order from left to right; `image` draws some of them. `None` if there are
    /// none.
    pub(super) fn propose<I>(
        parts: &[Part<I>],
        image: impl Fn(&[Part<I>]) -> Option<DigitImage>,
    ) -> Option<Self> {
        let line = Line::of(parts)?;
        let candidates = line.runs().into_iter().filter_map(|run| {
            let ink = &parts[run.clone()];
            Some(Candidate {
                bounds: bounds(ink)?,
                image: image(ink)?,
                prior: line.prior(&run),
                parts: run,
            })
        });
        Some(Self {
            parts: parts.len(),
            candidates: candidates.collect(),
        })
    }
}

/// What may be a digit, in the order of the first part.
pub(super) fn runs<I>(parts: &[Part<I>]) -> Vec<Range<usize>> {
    Line::of(parts).map_or_else(Vec::new, |line| line.runs())
}

/// Parts side by side, and about how high a digit is among them.
struct Line<'a, I> {
    parts: &'a [Part<I>],
    height: f64,
}

impl<'a, I> Line<'a, I> {
    fn of(parts: &'a [Part<I>]) -> Option<Self> {
        let height = line_height(parts);
        (!parts.is_empty()).then_some(Self { parts, height })
    }

    /// What may be a digit, in the order of the first part.
    fn runs(&self) -> Vec<Range<usize>> {
        let count = self.parts.len();
        if count > MAX_LINE {
            return std::iter::once(0..count).collect();
        }
        let from = |first: usize| {
            let ends = first + 1..=(first + MAX_PARTS).min(count);
            let runs = ends.map(move |end| first..end);
            runs.take_while(|run| run.len() == 1 || self.may_join(run))
        };
        (0..count).flat_map(from).collect()
    }

    /// Whether a run of several parts is narrow and dense enough for one digit.
    fn may_join(&self, run: &Range<usize>) -> bool {
        let run = &self.parts[run.clone()];
        let Some((last, before)) = run.split_last() else {
            return false;
        };
        let is_connected = before.iter().all(|part| part.is_cut);
        let (Some(before), Some(all)) = (bounds(before), bounds(run)) else {
            return false;
        };
        let height = self.height.max(all.height());
        let gap = last.bounds.left - before.right;
        let widest = match is_connected {
            true => MAX_CONNECTED_WIDTH,
            false => MAX_WIDTH,
        };
        all.width() <= widest * height && gap <= MAX_GAP * height
    }

    fn prior(&self, run: &Range<usize>) -> f32 {
        let ink = bounds(&self.parts[run.clone()]);
        let is_low = ink.is_some_and(|ink| ink.height() < LOW * self.height);
        let is_cut = self.parts[run.end - 1].is_cut;
        f32::from(u8::from(is_low)) * LOW_PRIOR + f32::from(u8::from(is_cut)) * CUT_PRIOR
    }
}

/// The box of a run of parts; `None` if it is empty.
pub(super) fn bounds<I>(run: &[Part<I>]) -> Option<BoundingBox> {
    let boxes = run.iter().map(|part| part.bounds);
    boxes.reduce(BoundingBox::union)
}
