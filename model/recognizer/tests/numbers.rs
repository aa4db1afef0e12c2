//! Recognition of whole numbers: segmentation and reading order.

use recognizer::{
    Classifier, ClassifyError, DigitImage, Drawing, MAX_DIGITS, PAD_SIZE, Prediction, Raster,
    TractClassifier, recognize, recognize_raster, segment,
};
use synthetic_ink::{Hand, STYLES, Style};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const HEIGHT: f32 = 140.0;

fn style(digit: u8, name: &str) -> &'static Style {
    let found = STYLES.iter().find(|s| (s.digit, s.name) == (digit, name));
    found.expect("a style of this name")
}

/// Digits side by side, `pitch` drawing units apart.
fn line(styles: &[&Style], pitch: f32) -> Drawing {
    let digits = styles.iter().enumerate().map(|(index, style)| {
        style.written_by(&Hand {
            center: (100.0 + pitch * index as f32, PAD_SIZE / 2.0),
            height: HEIGHT,
            ..Hand::default()
        })
    });
    digits.flat_map(|digit| digit.strokes).collect()
}

fn first_styles(number: &str) -> Vec<&'static Style> {
    let digits = number.bytes().map(|digit| digit - b'0');
    let first = |digit| STYLES.iter().find(|style| style.digit == digit);
    digits.filter_map(first).collect()
}

#[test]
fn numbers_are_recognized_from_left_to_right() {
    let classifier = TractClassifier::embedded().expect("the committed model");
    for number in ["7", "2026", "42", "314159", "808", "123456789012"] {
        let drawing = line(&first_styles(number), 130.0);
        let read = recognize(&classifier, &drawing)
            .expect("inference works")
            .expect("ink");
        assert_eq!(read.to_string(), number);
        assert!(!read.is_rejected(), "{number}");
        let lefts = read.digits().windows(2);
        assert!(
            lefts
                .into_iter()
                .all(|pair| pair[0].bounds.left < pair[1].bounds.left)
        );
    }
}

#[test]
fn the_order_of_strokes_does_not_matter() {
    let classifier = TractClassifier::embedded().expect("the committed model");
    let mut drawing = line(&first_styles("4507"), 130.0);
    drawing.strokes.reverse();
    let read = recognize(&classifier, &drawing)
        .expect("inference works")
        .expect("ink");
    assert_eq!(read.to_string(), "4507");
}

#[test]
fn a_raster_is_recognized_like_its_strokes() {
    let classifier = TractClassifier::embedded().expect("the committed model");
    let drawing = line(&first_styles("2026"), 130.0);
    let picture = Raster::of_drawing(&drawing, 600, 400, 14.0);
    let read = recognize_raster(&classifier, &picture)
        .expect("inference works")
        .expect("ink");
    assert_eq!(read.to_string(), "2026");
}

#[test]
fn a_flat_digit_of_connected_ink_is_one_digit() {
    let classifier = TractClassifier::embedded().expect("the committed model");
    let flat = Hand {
        height: HEIGHT,
        stretch: 2.9,
        ..Hand::default()
    };
    for (digit, name) in [(0, "oval"), (2, "swan"), (2, "angular"), (5, "one stroke")] {
        let drawing = style(digit, name).written_by(&flat);
        let picture = Raster::of_drawing(&drawing, 400, 400, 14.0);
        let read = recognize_raster(&classifier, &picture)
            .expect("inference works")
            .expect("ink");
        assert_eq!(read.to_string(), digit.to_string(), "{name}");
        assert!(!read.is_rejected(), "{digit} {name}");
    }
}

#[test]
fn blank_ink_is_no_number() {
    assert!(segment(&Drawing::default()).is_none());
    let classifier = TractClassifier::embedded().expect("the committed model");
    let paper = Raster::from_ink(3, 2, &[0; 6]).expect("six pixels");
    assert_eq!(recognize_raster(&classifier, &paper), Ok(None));
}

/// Stub that classifies every image as a 1.
struct Ones;

impl Classifier for Ones {
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
        let mut logits = [0.0; 10];
        logits[1] = 9.0;
        let one = || Prediction::from_outputs(logits, -9.0).expect("finite");
        Ok(images.iter().map(|_| one()).collect())
    }
}

#[test]
fn a_number_of_too_many_digits_is_rejected() {
    for digits in [MAX_DIGITS, MAX_DIGITS + 1] {
        let styles = vec![style(1, "bar"); digits];
        let read = recognize(&Ones, &line(&styles, 130.0))
            .expect("inference works")
            .expect("ink");
        assert_eq!(read.digits().len(), digits);
        assert_eq!(read.is_rejected(), digits > MAX_DIGITS);
    }
}

#[test]
fn reading_needs_one_prediction_per_image() {
    let drawing = line(&first_styles("42"), 130.0);
    let segmentation = segment(&drawing).expect("ink");
    assert!(segmentation.read(Vec::new()).is_none());
}

#[test]
fn text_of_many_strokes_is_one_candidate() {
    let dashes = |count: u16| -> Drawing {
        let dash = |index| {
            let x = 20.0 * f32::from(index);
            [(x, 60.0), (x + 4.0, 90.0)].into_iter().collect()
        };
        (0..count).map(dash).collect()
    };
    let candidates = |count| segment(&dashes(count)).expect("ink").images().len();
    assert!(candidates(40) >= 40);
    assert_eq!(candidates(41), 1);
}
