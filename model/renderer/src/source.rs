//! Pen digits of a split, which drawings are made from.

use handwriting::{PenDigit, Random, numbers};
use rand::seq::IndexedRandom;
use recognizer::Drawing;

use crate::paths::unit;

/// Digits of a split that have ink, also grouped by writer and by label.
pub(crate) struct Source<'a> {
    pub(crate) digits: Vec<&'a PenDigit>,
    writers: Vec<Vec<&'a PenDigit>>,
    labels: [Vec<&'a PenDigit>; 10],
}

impl<'a> Source<'a> {
    pub(crate) fn new(digits: Vec<&'a PenDigit>) -> Self {
        let with_ink = |digit: &&PenDigit| !digit.drawing.is_blank();
        let digits: Vec<_> = digits.into_iter().filter(with_ink).collect();
        let writers = numbers::by_writer(&digits);
        let with_label = |label| {
            let same = digits.iter().copied();
            same.filter(|digit| usize::from(digit.label) == label)
                .collect()
        };
        let labels = std::array::from_fn(with_label);
        Self {
            digits,
            writers,
            labels,
        }
    }

    /// Random digits of one random writer.
    pub(crate) fn of_one_writer(&self, rng: &mut Random, count: usize) -> Vec<&'a PenDigit> {
        let own = self.writers.choose(rng).map_or(&[][..], Vec::as_slice);
        (0..count)
            .filter_map(|_| own.choose(rng).copied())
            .collect()
    }

    /// Random digit with this label, scaled to one unit; blank if there is none.
    pub(crate) fn any_of(&self, rng: &mut Random, label: u8) -> Drawing {
        let same = self.labels.get(usize::from(label));
        let any = same.and_then(|same| same.choose(rng));
        any.map_or_else(Drawing::default, |digit| unit(&digit.drawing))
    }
}

/// Every label in one stroke and in two, by a writer of training and one of validation.
#[cfg(test)]
pub(crate) fn sample_digits() -> Vec<PenDigit> {
    use crate::paths::{curve, line};

    let shapes = [
        Drawing::from_iter([curve(&[(0.0, 0.0), (0.6, 0.3), (0.1, 0.8), (0.5, 1.0)])]),
        Drawing::from_iter([
            line(&[(0.1, 0.0), (0.0, 0.6), (0.6, 0.6)]),
            line(&[(0.0, 0.2), (0.4, 0.2)]),
        ]),
    ];
    let written = |label, writer, drawing: &Drawing| PenDigit {
        label,
        writer,
        drawing: drawing.clone(),
    };
    let by = |writer| {
        let shapes = &shapes;
        (0..10).flat_map(move |label| {
            shapes
                .iter()
                .map(move |shape| written(label, writer, shape))
        })
    };
    by(1).chain(by(19)).collect()
}
