//! The pen digits, drawn on the standard pad at several sizes and places.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};
use recognizer::{Drawing, PAD_SIZE, Point, TractClassifier, classify_one, preprocess};

use crate::unipen::PenDigit;
use crate::{Arguments, Report, mnist, unipen};

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
    let digits = load(&arguments.data.join("pendigits/pendigits-orig.tra.Z"))?;
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

fn load(path: &Path) -> anyhow::Result<Vec<PenDigit>> {
    // gzip reads Unix compress too, and is everywhere where the .Z file can come from.
    let output = Command::new("gzip").arg("-dc").arg(path).output();
    let output = output.context("cannot run gzip, which unpacks the pen digits: install it")?;
    ensure!(
        output.status.success(),
        "cannot unpack {}: {}; fetch the data with `cargo xtask data`, or pass --data",
        path.display(),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    unipen::parse(&String::from_utf8_lossy(&output.stdout))
}

/// The digit on the pad, its coordinates rounded to whole drawing units as a mouse gives them.
fn on_pad(drawing: &Drawing, size: f32, place: (f32, f32)) -> Drawing {
    let (x, width) = span(drawing.points().map(|point| point.x));
    let (y, height) = span(drawing.points().map(|point| point.y));
    let scale = size * PAD_SIZE / width.max(height).max(1.0);
    let left = place.0 * (PAD_SIZE - width * scale);
    let top = place.1 * (PAD_SIZE - height * scale);
    drawing.map_points(|point| {
        Point::new(
            (left + (point.x - x) * scale).round(),
            (top + (point.y - y) * scale).round(),
        )
    })
}

/// The smallest value, and how far the largest is from it.
fn span(values: impl Iterator<Item = f32> + Clone) -> (f32, f32) {
    let smallest = values.clone().fold(f32::INFINITY, f32::min);
    let largest = values.fold(f32::NEG_INFINITY, f32::max);
    (smallest, largest - smallest)
}
