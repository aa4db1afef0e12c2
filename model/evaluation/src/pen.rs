//! The pen digits, drawn on the standard pad at several sizes and places.

use anyhow::Context;
use handwriting::{on_pad, pen_digits};
use recognizer::{TractClassifier, classify_one, preprocess};

use crate::{Arguments, Report, mnist};

/// Longer side of the digit, as a part of the pad's side.
const SIZES: [f32; 3] = [0.2, 0.5, 0.9];

/// Where the digit is: 0 is at the left and top border of the pad, 1 at the right and bottom.
const PLACES: [(&str, f32, f32); 3] = [
    ("top left", 0.0, 0.0),
    ("centre", 0.5, 0.5),
    ("bottom right", 1.0, 1.0),
];

pub(crate) fn measure(
    classifier: &TractClassifier,
    arguments: &Arguments,
    report: &mut Report,
) -> anyhow::Result<()> {
    let digits = pen_digits::load(&arguments.data)?;
    for size in SIZES {
        for (place, x, y) in PLACES {
            let right = mnist::accuracy(&digits, |digit| {
                let image = preprocess(&on_pad(&digit.drawing, size, (x, y)));
                let image = image.context("a digit without ink")?;
                Ok(classify_one(classifier, &image)?.top1() == digit.label)
            })?;
            let name = format!(
                "{} pen digits, {:.0} % of the pad, {place}",
                digits.len(),
                100.0 * size
            );
            report.at_least(&name, right, 95.0, "%");
        }
    }
    Ok(())
}
