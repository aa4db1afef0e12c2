//! Sets of pictures: digits and non-digits of the training's and the validation's writers.

use std::time::{Duration, Instant};

use handwriting::idx::Image;
use handwriting::{PenDigit, Random, Split, on_pad, seeded};
use rayon::prelude::*;
use recognizer::preprocess;

use crate::paths::unit;
use crate::source::Source;
use crate::{deform, outliers, styles};

/// Augmented pictures of each digit for validation, beside the plain one.
const VARIED: usize = 4;

/// Items rendered between two looks at the clock.
const BATCH: usize = 4096;

/// Rendered picture.
pub(crate) struct Picture {
    pub(crate) image: Image,
    /// Index of the digit's style or of the non-digit's family.
    pub(crate) kind: u8,
    /// True digit, 0 to 9; `None` for a non-digit.
    pub(crate) label: Option<u8>,
}

/// Renders the item at an index; `None` if it has no ink.
pub(crate) type Draw<'a> = Box<dyn Fn(&mut Random, usize) -> Option<Picture> + Sync + 'a>;

/// Set of pictures.
pub(crate) struct Set<'a> {
    /// Prefix of its files.
    pub(crate) name: &'static str,
    /// Distinguishes its random numbers from those of other sets with the same seed.
    pub(crate) number: u64,
    pub(crate) count: usize,
    pub(crate) kinds: Vec<String>,
    pub(crate) draw: Draw<'a>,
}

/// Numbers of pictures to render.
pub(crate) struct Amounts {
    /// Pictures of each training digit.
    pub(crate) variants: usize,
    pub(crate) train_outliers: usize,
    pub(crate) validation_outliers: usize,
}

/// All sets of the training.
pub(crate) fn all<'a>(digits: &'a [PenDigit], amounts: &Amounts) -> [Set<'a>; 5] {
    let train = || Source::new(Split::Train.of(digits));
    let validation = || Source::new(Split::Validation.of(digits));
    [
        varied_digits("train-digits", 0, train(), amounts.variants),
        no_digits("train-outliers", 1, train(), amounts.train_outliers),
        plain_digits("val-digits", 2, validation()),
        varied_digits("val-varied", 3, validation(), VARIED),
        no_digits("val-outliers", 4, validation(), amounts.validation_outliers),
    ]
}

fn varied_digits<'a>(name: &'static str, number: u64, source: Source<'a>, each: usize) -> Set<'a> {
    Set {
        name,
        number,
        count: source.digits.len() * each,
        kinds: styles::names(),
        draw: Box::new(move |rng, index| {
            let digit = source.digits[index / each];
            let (shape, kind) = styles::restyled(rng, digit.label, &unit(&digit.drawing));
            let deformed = deform::deform(rng, &shape, 1.0);
            let image = deform::render(rng, &deformed, deform::SIZES)?;
            let label = Some(digit.label);
            Some(Picture {
                image: *image.pixels(),
                kind,
                label,
            })
        }),
    }
}

fn plain_digits<'a>(name: &'static str, number: u64, source: Source<'a>) -> Set<'a> {
    Set {
        name,
        number,
        count: source.digits.len(),
        kinds: styles::names(),
        draw: Box::new(move |_, index| {
            let digit = source.digits[index];
            let image = preprocess(&on_pad(&digit.drawing, 0.5, (0.5, 0.5)))?;
            let label = Some(digit.label);
            Some(Picture {
                image: *image.pixels(),
                kind: 0,
                label,
            })
        }),
    }
}

fn no_digits<'a>(name: &'static str, number: u64, source: Source<'a>, count: usize) -> Set<'a> {
    Set {
        name,
        number,
        count,
        kinds: outliers::names(),
        draw: Box::new(move |rng, _| {
            let (image, kind) = outliers::picture(rng, &source);
            Some(Picture {
                image,
                kind,
                label: None,
            })
        }),
    }
}

impl Set<'_> {
    /// Renders every item on all cores; each depends on the seed and its index only.
    ///
    /// # Errors
    /// If an item has no ink.
    pub(crate) fn render(&self, seed: u64) -> anyhow::Result<Vec<Picture>> {
        let mut pictures = Vec::with_capacity(self.count);
        let start = Instant::now();
        let mut reported = start;
        while pictures.len() < self.count {
            let batch = pictures.len()..self.count.min(pictures.len() + BATCH);
            let batch: Option<Vec<Picture>> = batch
                .into_par_iter()
                .map(|index| (self.draw)(&mut seeded(seed, self.number, index as u64), index))
                .collect();
            let batch =
                batch.ok_or_else(|| anyhow::anyhow!("{}: an item has no ink", self.name))?;
            pictures.extend(batch);
            if reported.elapsed() > Duration::from_secs(5) {
                reported = Instant::now();
                self.report_progress(pictures.len(), start.elapsed());
            }
        }
        self.report_progress(pictures.len(), start.elapsed());
        Ok(pictures)
    }

    fn report_progress(&self, done: usize, elapsed: Duration) {
        let rest = (self.count - done) as f64 / done.max(1) as f64;
        let left = elapsed.mul_f64(rest).as_secs();
        println!("{}: {done} of {}, {left} s left", self.name, self.count);
    }
}
