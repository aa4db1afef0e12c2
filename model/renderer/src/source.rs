//! The digits that drawings are made from.

use handwriting::{Extent, PenDigit, Random, numbers};
use rand::seq::IndexedRandom;
use recognizer::{Drawing, Point};

/// The digits of a split, by writer and by label.
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
        let that_say = |label| {
            let same = digits.iter().copied();
            same.filter(|digit| usize::from(digit.label) == label)
                .collect()
        };
        let labels = std::array::from_fn(that_say);
        Self {
            digits,
            writers,
            labels,
        }
    }

    /// Some digits of one writer.
    pub(crate) fn of_one_writer(&self, rng: &mut Random, count: usize) -> Vec<&'a PenDigit> {
        let own = self.writers.choose(rng).map_or(&[][..], Vec::as_slice);
        (0..count)
            .filter_map(|_| own.choose(rng).copied())
            .collect()
    }

    /// A digit that says `label`, one unit large; blank if nobody wrote one.
    pub(crate) fn any_of(&self, rng: &mut Random, label: u8) -> Drawing {
        let same = self.labels.get(usize::from(label));
        let any = same.and_then(|same| same.choose(rng));
        any.map_or_else(Drawing::default, |digit| unit(&digit.drawing))
    }
}

/// Every label in one stroke and in two, by a training and a validation writer.
#[cfg(test)]
pub(crate) fn sample_digits() -> Vec<PenDigit> {
    use crate::draft::{curve, line};

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

/// The drawing with its longer side one unit long, from the origin on.
pub(crate) fn unit(drawing: &Drawing) -> Drawing {
    let Some(extent) = Extent::of(drawing) else {
        return drawing.clone();
    };
    let scale = extent.scale_to(1.0);
    drawing.map_points(|point| {
        Point::new(
            (point.x - extent.left) * scale,
            (point.y - extent.top) * scale,
        )
    })
}
