//! Finds the sheet of paper in a picture that also shows what it lies on, such as a card on a table.
//!
//! Thresholds at many levels propose regions; a region that fills a quadrilateral and ends at a step of
//! brightness is a sheet. Its edge would otherwise be taken for ink.

mod components;
mod edge;
mod outline;
mod region;

use std::ops::Range;

use recognizer::Raster;

use crate::PictureError;
use crate::background;
use crate::filters;
use outline::Outline;
use region::{Kind, Region, regions};

/// Minimum side of a picture, in pixels, that can show more than ink.
const MIN_SIDE: usize = 100;

/// Maximum side, in pixels, of the reduced picture in which sheets are sought.
const MAX_SIDE: usize = 400;

/// Number of thresholds between the darkest and the lightest levels.
const THRESHOLDS: usize = 14;

/// Area from which a second sheet is as important as the first, relative to that.
const SECOND: f64 = 0.35;

/// Step from which it is one, relative to that of the first.
const SECOND_STEP: f64 = 0.75;

/// Maximum difference of areas, relative to them, of regions at neighboring thresholds that are stable.
const STABLE: f64 = 0.02;

/// Factor of the score of regions that one threshold only proposes.
const UNSTABLE: f64 = 0.5;

/// Maximum difference of areas of regions that show the same sheet.
const ALIKE: f64 = 0.1;

/// Minimum area of an unclear region, as a fraction of the picture.
const MIN_UNCLEAR: f64 = 0.05;

/// Width of the sheet's edge that is not read, relative to the side of a square as large as the sheet,
/// in addition to [`INSET`].
const RELATIVE_INSET: f64 = 0.006;

/// Width of the blurred edge in pixels of the reduced picture.
const INSET: f64 = 1.0;

/// Sheet of paper in a picture.
pub(crate) struct Sheet {
    left: usize,
    top: usize,
    width: usize,
    /// Columns of the sheet, counted from `left`, in each row from `top`; none is empty.
    spans: Vec<Range<usize>>,
    /// Whether the sheet is lighter than its surroundings, and its ink hence dark.
    is_light: bool,
}

/// Finds the sheet; `None` if the paper fills the picture.
///
/// # Errors
/// If there are several sheets, or one that cannot be told from its surroundings.
pub(crate) fn find(gray: &Raster) -> Result<Option<Sheet>, PictureError> {
    if gray.width().min(gray.height()) < MIN_SIDE {
        return Ok(None);
    }
    let factor = gray.width().max(gray.height()).div_ceil(MAX_SIDE);
    let reduced = filters::downsample(gray, factor);
    let negative = reduced.clone().map(|level| 255.0 - level);
    let light = all_regions(&reduced, true).into_iter().map(|it| (it, true));
    let dark = all_regions(&negative, false)
        .into_iter()
        .map(|it| (it, false));
    let found: Vec<(Region, bool)> = light.chain(dark).collect();
    let Some((region, is_light)) = best(&found, Kind::Sheet).or_else(|| best(&found, Kind::Blank))
    else {
        let min_area = MIN_UNCLEAR * reduced.pixels().len() as f64;
        let unclear = best(&found, Kind::Unclear).filter(|(region, _)| region.area >= min_area);
        return unclear.map_or(Ok(None), |_| Err(PictureError::UnclearSheet));
    };
    if found.iter().any(|(other, _)| is_second(other, region)) {
        return Err(PictureError::UnclearSheet);
    }
    let inset = INSET + RELATIVE_INSET * region.area.sqrt();
    let outline = region.outline.shrunk(inset).scaled(factor as f64);
    Ok(Sheet::within(&outline, gray, *is_light))
}

/// Regions at all thresholds.
fn all_regions(levels: &Raster, is_light: bool) -> Vec<Region> {
    let histogram = crate::histogram::Histogram::of(levels.pixels().iter().copied());
    let (darkest, lightest) = (histogram.quantile(0.01), histogram.quantile(0.99));
    let step = (lightest - darkest) / (THRESHOLDS + 1) as f32;
    let thresholds = (1..=THRESHOLDS).map(|index| darkest + step * index as f32);
    thresholds
        .flat_map(|threshold| regions(levels, threshold, is_light))
        .collect()
}

/// Region that is large and ends at a strong step. Among those of about its area, which other thresholds
/// propose, it is the median: some of them have bright parts of the table at their edges.
fn best(found: &[(Region, bool)], kind: Kind) -> Option<&(Region, bool)> {
    let same: Vec<_> = found.iter().filter(|(it, _)| it.kind == kind).collect();
    let is_like = |a: &Region, b: &Region, share: f64| (a.area - b.area).abs() <= share * b.area;
    let score = |region: &Region| {
        let alike = same.iter().filter(|(it, _)| is_like(it, region, STABLE));
        // One of them is the region itself.
        let factor = if alike.count() > 1 { 1.0 } else { UNSTABLE };
        factor * region.area * region.step.powi(3)
    };
    let (best, is_light) = same
        .iter()
        .max_by(|(a, _), (b, _)| score(a).total_cmp(&score(b)))?;
    let mut alike: Vec<_> = same
        .iter()
        .filter(|(it, polarity)| {
            polarity == is_light && is_like(it, best, ALIKE) && it.step >= 0.95 * best.step
        })
        .collect();
    alike.sort_by(|(a, _), (b, _)| a.area.total_cmp(&b.area));
    alike.get(alike.len() / 2).map(|it| **it)
}

/// Whether the region is a sheet beside the first one.
fn is_second(region: &Region, first: &Region) -> bool {
    let (x, y) = region.outline.center();
    let is_beside = |outline: &Outline| {
        let columns = outline.span(y, usize::MAX);
        x < columns.start as f64 || x > columns.end as f64
    };
    let is_sheet = region.kind == Kind::Sheet && region.step >= SECOND_STEP * first.step;
    is_sheet && region.area >= SECOND * first.area && is_beside(&first.outline)
}

impl Sheet {
    fn within(outline: &Outline, picture: &Raster, is_light: bool) -> Option<Self> {
        let rows = (0..picture.height()).map(|y| outline.span(y as f64 + 0.5, picture.width()));
        let rows = rows.enumerate().filter(|(_, columns)| !columns.is_empty());
        let rows: Vec<(usize, Range<usize>)> = rows.collect();
        let top = rows.first()?.0;
        let left = rows.iter().map(|(_, columns)| columns.start).min()?;
        let right = rows.iter().map(|(_, columns)| columns.end).max()?;
        let spans = rows.into_iter();
        let spans = spans.map(|(_, columns)| columns.start - left..columns.end - left);
        Some(Self {
            left,
            top,
            width: right - left,
            spans: spans.collect(),
            is_light,
        })
    }

    /// Cuts the sheet out of a plane of the picture; its paper goes on to the corners of the rectangle.
    pub(crate) fn cut(&self, plane: &Raster) -> Raster {
        let mut cut = Raster::blank(self.width, self.spans.len());
        for y in 0..cut.height() {
            let row = &plane.row(self.top + y)[self.left..][..self.width];
            cut.row_mut(y).copy_from_slice(row);
        }
        let (paper, factor) = self.paper(&cut);
        for (y, span) in self.spans.iter().enumerate() {
            for (x, level) in cut.row_mut(y).iter_mut().enumerate() {
                if !span.contains(&x) {
                    let nearest = x.clamp(span.start, span.end - 1);
                    *level = paper.row(y / factor)[nearest / factor];
                }
            }
        }
        cut
    }

    /// Levels of the paper without ink, and the factor by which they are reduced.
    fn paper(&self, cut: &Raster) -> (Raster, usize) {
        let negate = |raster: Raster| {
            if self.is_light {
                raster
            } else {
                raster.map(|level| 255.0 - level)
            }
        };
        let mut page = negate(cut.clone());
        for (y, span) in self.spans.iter().enumerate() {
            page.row_mut(y)[..span.start].fill(0.0);
            page.row_mut(y)[span.end..].fill(0.0);
        }
        let (paper, factor) = background::close(&page);
        (negate(paper), factor)
    }

    /// Levels along the sheet's edges.
    pub(crate) fn border(&self, cut: &Raster) -> Vec<f32> {
        let depth = background::border_depth(cut);
        let height = self.spans.len();
        let is_border = |x: usize, y: usize| {
            let span = &self.spans[y];
            let is_inside = |y: usize| self.spans.get(y).is_some_and(|it| it.contains(&x));
            let is_end = x < span.start + depth || x + depth >= span.end;
            is_end
                || y < depth
                || y + depth >= height
                || !is_inside(y - depth)
                || !is_inside(y + depth)
        };
        let rows = self.spans.iter().enumerate();
        rows.flat_map(|(y, span)| span.clone().map(move |x| (x, y)))
            .filter(|&(x, y)| is_border(x, y))
            .map(|(x, y)| cut.row(y)[x])
            .collect()
    }

    /// Puts what was cut out back into its place in a blank picture.
    pub(crate) fn put_back(&self, cut: &Raster, width: usize, height: usize) -> Raster {
        let mut picture = Raster::blank(width, height);
        for (y, span) in self.spans.iter().enumerate() {
            let row = &mut picture.row_mut(self.top + y)[self.left..];
            row[span.clone()].copy_from_slice(&cut.row(y)[span.clone()]);
        }
        picture
    }
}
