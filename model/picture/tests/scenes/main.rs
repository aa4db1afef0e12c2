//! Photographs and scans of synthetic numbers: cards on tables, colored ink, squared paper.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};
use picture::{PictureError, segment_picture};
use recognizer::{Classifier, Drawing, Point, Raster, TractClassifier, model};
use synthetic_ink::{Hand, STYLES};

mod cards;
mod inks;

type Color = [f32; 3];

const WHITE: Color = [250.0, 250.0, 248.0];
const BLACK: Color = [25.0, 25.0, 30.0];

/// Digits side by side, 1 unit high and 0.9 apart.
fn number(digits: &[u8]) -> Drawing {
    let digit = |(place, digit): (usize, &u8)| {
        let hand = Hand {
            center: (0.45 + 0.9 * place as f32, 0.5),
            height: 1.0,
            ..Hand::default()
        };
        let style = STYLES.iter().find(|style| style.digit == *digit);
        style.expect("every digit has a style").written_by(&hand)
    };
    let drawings = digits.iter().enumerate().map(digit);
    drawings.flat_map(|drawing| drawing.strokes).collect()
}

/// Ink of 305 on paper of this size, with digits of this height.
fn ink_of_305(width: usize, height: usize, digit: f32, pen: f32) -> Raster {
    let left = (width as f32 - 2.7 * digit) / 2.0;
    let top = (height as f32 - digit) / 2.0;
    let place = |point: Point| Point::new(left + digit * point.x, top + digit * point.y);
    Raster::of_drawing(&number(&[3, 0, 5]).map_points(place), width, height, pen)
}

fn mix(from: Color, to: Color, share: f32) -> Color {
    std::array::from_fn(|at| from[at] + (to[at] - from[at]) * share)
}

/// Hash of a position, -1 to 1.
fn noise(x: u32, y: u32) -> f32 {
    let hash =
        (x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77)).wrapping_mul(0xC2B2_AE3D);
    ((hash >> 8) % 2001) as f32 / 1000.0 - 1.0
}

/// Photograph with noise, as JPEG.
fn photo(width: u32, height: u32, color: impl Fn(u32, u32) -> Color) -> Vec<u8> {
    let photo = RgbImage::from_fn(width, height, |x, y| {
        let noise = 5.0 * noise(x, y);
        Rgb(color(x, y).map(|level| (level + noise) as u8))
    });
    let mut file = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut file, 85);
    photo.write_with_encoder(encoder).expect("an encoder");
    file
}

/// Scan without noise, as PNG.
fn scan(width: u32, height: u32, color: impl Fn(u32, u32) -> Color) -> Vec<u8> {
    let scan = RgbImage::from_fn(width, height, |x, y| {
        Rgb(color(x, y).map(|level| level as u8))
    });
    let mut file = Cursor::new(Vec::new());
    scan.write_to(&mut file, ImageFormat::Png)
        .expect("an encoder");
    file.into_inner()
}

fn read(file: &[u8]) -> Result<Option<String>, PictureError> {
    let classifier = TractClassifier::new(model::ONNX).expect("the committed model");
    Ok(segment_picture(file, 1 << 22)?.map(|picture| {
        let predictions = classifier.classify(&picture.segmentation.images());
        let number = picture
            .segmentation
            .read(predictions.expect("inference works"));
        number.expect("one prediction per image").to_string()
    }))
}

#[test]
fn photographs_and_screenshots_are_read() {
    let cases: [(&str, &[u8], &str); 4] = [
        (
            "note",
            include_bytes!("../fixtures/note-on-table.jpg"),
            "305",
        ),
        (
            "card",
            include_bytes!("../fixtures/white-card-on-screen.png"),
            "305",
        ),
        (
            "squares",
            include_bytes!("../fixtures/squared-paper.jpg"),
            "472",
        ),
        (
            "yellow",
            include_bytes!("../fixtures/yellow-on-white.png"),
            "305",
        ),
    ];
    for (name, file, expected) in cases {
        assert_eq!(read(file), Ok(Some(expected.to_owned())), "{name}");
    }
}
