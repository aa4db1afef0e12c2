//! The runs of parts that could be one digit.

use std::ops::Range;

use super::Segmentation;
use super::parts::{Part, line_height};
use crate::{BoundingBox, DigitImage};

/// Ink that may be one digit.
#[derive(Clone, Debug)]
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

/// The widest gap within a digit, relative to the height of the line.
const MAX_GAP: f64 = 0.35;

/// Ink lower than this part of the line is seldom a digit of its own.
const LOW: f64 = 0.4;
const LOW_PRIOR: f32 = -6.0;

impl Segmentation {
    pub(super) fn propose<I>(
        parts: &[Part<I>],
        image: impl Fn(&[Part<I>]) -> Option<DigitImage>,
    ) -> Option<Self> {
        if parts.is_empty() {
            return None;
        }
        let line = line_height(parts);
        let candidates = runs(parts, line).filter_map(|run| {
            let ink = &parts[run.clone()];
            let bounds = bounds(ink)?;
            Some(Candidate {
                parts: run,
                bounds,
                image: image(ink)?,
                prior: prior(&bounds, line),
            })
        });
        Some(Self {
            parts: parts.len(),
            candidates: candidates.collect(),
        })
    }
}

fn runs<I>(parts: &[Part<I>], line: f64) -> Box<dyn Iterator<Item = Range<usize>> + '_> {
    if parts.len() > MAX_LINE {
        return Box::new(std::iter::once(0..parts.len()));
    }
    let runs = (0..parts.len()).flat_map(move |first| {
        let ends = first + 1..=(first + MAX_PARTS).min(parts.len());
        ends.map(move |end| first..end)
            .take_while(move |run| run.len() == 1 || may_join(&parts[run.clone()], line))
    });
    Box::new(runs)
}

/// Whether a run of several parts is narrow and dense enough for one digit.
fn may_join<I>(run: &[Part<I>], line: f64) -> bool {
    let Some((last, before)) = run.split_last() else {
        return false;
    };
    let (Some(before), Some(all)) = (bounds(before), bounds(run)) else {
        return false;
    };
    let line = line.max(all.height());
    all.width() <= MAX_WIDTH * line && last.bounds.left - before.right <= MAX_GAP * line
}

fn bounds<I>(run: &[Part<I>]) -> Option<BoundingBox> {
    let boxes = run.iter().map(|part| part.bounds);
    boxes.reduce(BoundingBox::union)
}

fn prior(bounds: &BoundingBox, line: f64) -> f32 {
    if bounds.height() < LOW * line {
        LOW_PRIOR
    } else {
        0.0
    }
}
