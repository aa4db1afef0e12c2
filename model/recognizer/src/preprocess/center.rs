//! Shifts the fitted ink so that its center of mass is at index 14 of the digit image.

use crate::{DigitImage, Raster};

/// Center of mass in MNIST: that of all 10,000 test images lies in 13.5 ≤ index < 14.5.
const CENTER: f64 = 14.0;

/// Digit image of fitted ink; ink that the shift moves beyond the border is cut off.
pub(super) fn center(fitted: &Raster) -> DigitImage {
    let ink = quantized(fitted);
    let left = shift(ink.iter().flat_map(|row| row.iter().copied().enumerate()));
    let top = shift(
        ink.iter()
            .enumerate()
            .flat_map(|(y, row)| row.iter().map(move |&value| (y, value))),
    );
    let mut pixels = [0; DigitImage::PIXELS];
    for (y, row) in ink.iter().enumerate() {
        for (x, &value) in row.iter().enumerate() {
            if let Some(index) = index(x as i64 + left, y as i64 + top) {
                pixels[index] = value;
            }
        }
    }
    DigitImage::new(pixels)
}

/// Rows of intensities 0 to 255: integers make the center of mass of an MNIST image exact.
fn quantized(raster: &Raster) -> Vec<Vec<u8>> {
    let quantize = |value: &f32| (value * 255.0).round() as u8;
    let rows = (0..raster.height()).map(|y| raster.row(y).iter().map(quantize).collect());
    rows.collect()
}

/// Whole-pixel shift of the center of mass to [`CENTER`]; halves are rounded down, as in MNIST.
fn shift(ink: impl Iterator<Item = (usize, u8)>) -> i64 {
    let (moment, mass) = ink.fold((0_u64, 0_u64), |(moment, mass), (index, value)| {
        let value = u64::from(value);
        (moment + index as u64 * value, mass + value)
    });
    let center_of_mass = moment as f64 / mass.max(1) as f64;
    (CENTER - center_of_mass - 0.5).ceil() as i64
}

fn index(x: i64, y: i64) -> Option<usize> {
    let side = DigitImage::SIDE as i64;
    let inside = (0..side).contains(&x) && (0..side).contains(&y);
    inside.then_some((y * side + x) as usize)
}
