//! Pictures of drawn digits.

use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use recognizer::{DigitImage, preprocess};
use std::io::Cursor;
use synthetic_ink::{Hand, STYLES};

/// Pixels of a picture along each pixel of a digit image.
const SCALE: u32 = 4;

/// Digit and digit image of every style of writing.
pub(crate) fn digits() -> Vec<(u8, DigitImage)> {
    let hand = Hand::default();
    let image = |style: &synthetic_ink::Style| preprocess(&style.written_by(&hand));
    let digits = STYLES.iter().map(|style| (style.digit, image(style)));
    digits
        .map(|(digit, image)| (digit, image.expect("ink")))
        .collect()
}

/// Picture of digits side by side, dark on light.
pub(crate) fn side_by_side(images: &[&DigitImage]) -> GrayImage {
    let side = DigitImage::SIDE as u32;
    let width = side * SCALE * images.len() as u32;
    GrayImage::from_fn(width, side * SCALE, |x, y| {
        let (x, y) = (x / SCALE, y / SCALE);
        let image = images[(x / side) as usize];
        Luma([255 - image.pixels()[(y * side + x % side) as usize]])
    })
}

/// Picture encoded in this format.
pub(crate) fn file(picture: GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    // Not every format supports gray pixels.
    let picture = DynamicImage::ImageLuma8(picture).into_rgb8();
    picture.write_to(&mut file, format).expect("an encoder");
    file.into_inner()
}
