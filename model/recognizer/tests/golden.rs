//! Snapshot of the digit images of synthetic strokes, compared natively and in WebAssembly.
//!
//! `UPDATE_GOLDEN=1 cargo test -p recognizer --test golden` renews it.

use std::fmt::Write;

use recognizer::{DigitImage, TractClassifier, classify_one, preprocess};
use synthetic_ink::{Hand, STYLES, Style};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const GOLDEN: &str = include_str!("golden/digits.txt");

#[test]
fn digit_images_match_the_snapshot() {
    let images: String = STYLES.iter().map(picture).collect();
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/digits.txt");
        std::fs::write(path, &images).expect("the golden file can be written");
        return;
    }
    let (found, expected) = (pictures(&images), pictures(GOLDEN));
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert_close(found, expected);
    }
}

#[test]
fn every_style_is_recognized() {
    let classifier = TractClassifier::embedded().expect("the committed model loads");
    for style in STYLES {
        let prediction = classify_one(&classifier, &image(style)).expect("inference works");
        let name = format!("{} {}", style.digit, style.name);
        assert_eq!(prediction.top1(), style.digit, "{name}: {prediction:?}");
    }
}

fn image(style: &Style) -> DigitImage {
    preprocess(&style.written_by(&Hand::default())).expect("styles have ink")
}

/// Name, then the pixels in hexadecimal, one row per line.
fn picture(style: &Style) -> String {
    let mut picture = format!("{} {}\n", style.digit, style.name);
    for row in image(style).pixels().chunks(DigitImage::SIDE) {
        for pixel in row {
            write!(picture, "{pixel:02x}").expect("strings can be written");
        }
        picture.push('\n');
    }
    picture
}

fn pictures(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    let pictures = lines.chunks(1 + DigitImage::SIDE);
    pictures.map(<[&str]>::to_vec).collect()
}

/// Tolerates one step of 255: targets differ in the last bit of square roots.
fn assert_close(found: &[&str], expected: Vec<&str>) {
    assert_eq!(found[0], expected[0]);
    for (row, (found_row, expected_row)) in found[1..].iter().zip(&expected[1..]).enumerate() {
        for (found, expected) in bytes(found_row).zip(bytes(expected_row)) {
            assert!(found.abs_diff(expected) <= 1, "{}, row {row}", expected_row);
        }
    }
}

fn bytes(row: &str) -> impl Iterator<Item = u8> + '_ {
    let (pairs, _) = row.as_bytes().as_chunks::<2>();
    pairs.iter().map(|pair| {
        let digits = std::str::from_utf8(pair).expect("hexadecimal digits");
        u8::from_str_radix(digits, 16).expect("hexadecimal digits")
    })
}
