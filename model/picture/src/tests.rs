use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageEncoder, ImageFormat, Luma, codecs::jpeg::JpegEncoder};
use recognizer::{Classifier, Drawing, PAD_SIZE, Raster, TractClassifier, model};
use synthetic_ink::{Hand, STYLES};

use super::*;

const SIDE: u32 = 400;

/// Digits side by side, 110 units apart.
fn number(digits: &[u8]) -> Drawing {
    let digit = |(place, digit): (usize, &u8)| {
        let hand = Hand {
            center: (70.0 + 110.0 * place as f32, PAD_SIZE / 2.0),
            height: 120.0,
            ..Hand::default()
        };
        let style = STYLES.iter().find(|style| style.digit == *digit);
        style.expect("every digit has a style").written_by(&hand)
    };
    let drawings = digits.iter().enumerate().map(digit);
    drawings.flat_map(|drawing| drawing.strokes).collect()
}

/// Photograph of 305, with camera noise; `shade` maps a position and its ink to a gray level.
fn photo(shade: impl Fn(u32, u32, f32) -> f32) -> GrayImage {
    let ink = Raster::of_drawing(&number(&[3, 0, 5]), SIDE as usize, SIDE as usize, 12.0);
    GrayImage::from_fn(SIDE, SIDE, |x, y| {
        // Deterministic noise.
        let noise = f32::from((x * 7919 + y * 104_729 + x * y * 31) as u8 % 9) - 4.0;
        let shade = shade(x, y, ink.row(y as usize)[x as usize]);
        Luma([(shade + noise).clamp(0.0, 255.0) as u8])
    })
}

fn png(photo: &GrayImage) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let photo = DynamicImage::ImageLuma8(photo.clone());
    photo
        .write_to(&mut file, ImageFormat::Png)
        .expect("an encoder");
    file.into_inner()
}

fn read(file: &[u8]) -> (String, Vec<recognizer::BoundingBox>) {
    let picture = segment_picture(file, 1 << 20)
        .expect("a picture")
        .expect("ink");
    let classifier = TractClassifier::new(model::ONNX).expect("the committed model");
    let predictions = classifier.classify(&picture.segmentation.images());
    let number = picture
        .segmentation
        .read(predictions.expect("inference works"));
    let number = number.expect("one prediction per image");
    let bounds = number.digits().iter().map(|digit| digit.bounds);
    (number.to_string(), bounds.collect())
}

#[test]
fn photographic_artifacts_are_not_ink() {
    let paper = |x: u32| 235.0 - 0.35 * x as f32;
    type Shade = Box<dyn Fn(u32, u32, f32) -> f32>;
    let is_edge = |x, y| {
        [x, y, SIDE - 1 - x, SIDE - 1 - y]
            .iter()
            .any(|&it: &u32| it < 2)
    };
    let cases: [(&str, Shade); 8] = [
        ("even", Box::new(|_, _, ink| 250.0 - 240.0 * ink)),
        (
            "a frame",
            Box::new(move |x, y, ink| {
                if is_edge(x, y) {
                    180.0
                } else {
                    250.0 - 240.0 * ink
                }
            }),
        ),
        (
            "a dark edge",
            Box::new(move |x, y, ink| {
                if is_edge(x, y) {
                    20.0
                } else {
                    paper(x) * (1.0 - 0.7 * ink)
                }
            }),
        ),
        (
            "light from the left",
            Box::new(move |x, _, ink| paper(x) * (1.0 - 0.7 * ink)),
        ),
        (
            "a shadow",
            Box::new(|x, y, ink| {
                let beyond = ((x + y) as f32 - 380.0) / 100.0;
                let light = 230.0 - 110.0 * beyond.clamp(0.0, 1.0);
                light * (1.0 - 0.7 * ink)
            }),
        ),
        (
            "light on dark",
            Box::new(|x, _, ink| 30.0 + 0.1 * x as f32 + 180.0 * ink),
        ),
        (
            "ruled lines",
            Box::new(move |x, y, ink| {
                let is_rule = (y + x / 40) % 50 < 2;
                let page = if is_rule { 0.6 * paper(x) } else { paper(x) };
                page * (1.0 - 0.7 * ink)
            }),
        ),
        (
            "specks",
            Box::new(move |x, y, ink| {
                let is_speck = x % 97 < 3 && y % 83 < 3;
                paper(x) * (1.0 - 0.7 * ink) * if is_speck { 0.3 } else { 1.0 }
            }),
        ),
    ];
    for (name, shade) in cases {
        let (number, bounds) = read(&png(&photo(shade)));
        assert_eq!(number, "305", "{name}");
        for (place, bounds) in bounds.iter().enumerate() {
            let middle = 70.0 + 110.0 * place as f64;
            assert!(
                (f64::midpoint(bounds.left, bounds.right) - middle).abs() < 12.0,
                "{name}: {bounds:?}"
            );
            assert!((bounds.height() - 130.0).abs() < 16.0, "{name}: {bounds:?}");
        }
    }
}

#[test]
fn exif_orientation_is_applied() {
    let photo = photo(|_, _, ink| 240.0 - 200.0 * ink);
    // Upright after a rotation by 90° clockwise.
    let stored = image::imageops::rotate270(&photo);
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new(&mut file);
    encoder
        .set_exif_metadata(decode::tests::exif(Orientation::Rotate90))
        .expect("JPEG has room for it");
    encoder.encode_image(&stored).expect("an encoder");
    assert_eq!(read(&file).0, "305");
}

#[test]
fn paper_without_ink_is_blank() {
    for shade in [20.0, 128.0, 240.0] {
        let light = |x: u32| shade * (1.0 - x as f32 / 1000.0);
        let paper = photo(|x, _, _| light(x));
        assert_eq!(segment_picture(&png(&paper), 1 << 20), Ok(None), "{shade}");
    }
}

#[test]
fn points_dashes_and_rows_are_no_specks() {
    let cases: [(&[u8], &str); 3] = [
        (include_bytes!("../tests/fixtures/decimal.png"), "3.14"),
        (include_bytes!("../tests/fixtures/minus.png"), "-5"),
        (include_bytes!("../tests/fixtures/two-rows.png"), "12 34"),
    ];
    for (file, expected) in cases {
        assert_eq!(read(file).0, expected);
    }
}
