//! The displayed stages of preprocessing are those of the actual pipeline.

use recognizer::{
    BoundingBox, Classifier, ClassifyError, DigitImage, Drawing, PAD_SIZE, Prediction, Raster,
    Stages, Stroke, preprocess, preprocess_raster, recognize, strokes_of,
};
use synthetic_ink::{Hand, STYLES};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Stub that classifies every image as an 8.
struct Eights;

impl Classifier for Eights {
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
        let mut logits = [0.0; 10];
        logits[8] = 9.0;
        let eight = Prediction::from_outputs(logits, -9.0);
        Ok(images.iter().filter_map(|_| eight.clone()).collect())
    }
}

fn drawings() -> impl Iterator<Item = Drawing> {
    let styles = STYLES.iter();
    styles.map(|style| style.written_by(&Hand::default()))
}

#[test]
fn the_last_stage_is_the_network_input() {
    for drawing in drawings() {
        let stages = Stages::of_drawing(&drawing).expect("styles have ink");
        assert_eq!(preprocess(&drawing), Some(stages.image));
        let raster = Raster::of_drawing(&drawing, 400, 400, 14.0);
        let stages = Stages::of_raster(raster.clone()).expect("styles have ink");
        assert_eq!(preprocess_raster(&raster), Some(stages.image));
    }
    assert_eq!(Stages::of_drawing(&Drawing::default()), None);
    let blank = Raster::of_drawing(&Drawing::default(), 9, 9, 14.0);
    assert_eq!(Stages::of_raster(blank), None);
}

#[test]
fn the_box_holds_the_ink_and_is_fitted_to_20_pixels() {
    for drawing in drawings() {
        let Stages {
            ink,
            bounds,
            scale,
            fitted,
            ..
        } = Stages::of_drawing(&drawing).expect("styles have ink");
        assert!((bounds.longer_side() * scale - 20.0).abs() < 1e-6);
        assert_eq!(fitted.width().max(fitted.height()), 20);
        for (y, x) in (0..ink.height()).flat_map(|y| (0..ink.width()).map(move |x| (y, x))) {
            let (y_inside, x_inside) = (y as f64 + 0.5, x as f64 + 0.5);
            let is_inside = (bounds.top - 1.0..bounds.bottom + 1.0).contains(&y_inside)
                && (bounds.left - 1.0..bounds.right + 1.0).contains(&x_inside);
            assert!(is_inside || ink.row(y)[x] == 0.0, "{x} {y}");
        }
    }
}

/// Centering shifts by whole pixels, so the fitted ink is contained in the digit image unchanged.
#[test]
fn the_fitted_ink_is_found_in_the_digit_image() {
    for drawing in drawings() {
        let stages = Stages::of_drawing(&drawing).expect("styles have ink");
        let sum = |values: &mut dyn Iterator<Item = u64>| values.sum::<u64>();
        let fitted = (0..stages.fitted.height()).flat_map(|y| stages.fitted.row(y));
        let fitted = sum(&mut fitted.map(|value| (value * 255.0).round() as u64));
        let image = stages.image.pixels().iter();
        assert_eq!(fitted, sum(&mut image.map(|&value| u64::from(value))));
    }
}

/// Pictures are not stored, only their digit images, whose stages are shown by another pass.
#[test]
fn preprocessing_a_digit_image_again_does_not_change_it() {
    for drawing in drawings() {
        let image = preprocess(&drawing).expect("styles have ink");
        let side = DigitImage::SIDE;
        let raster = Raster::from_ink(side, side, image.pixels()).expect("matching pixel count");
        let stages = Stages::of_raster(raster).expect("the image has ink");
        assert_eq!((stages.scale, stages.image), (1.0, image));
    }
}

#[test]
fn every_digit_of_a_number_has_its_strokes() {
    let digit = |place: usize, style: usize| {
        let hand = Hand {
            center: (60.0 + 110.0 * place as f32, PAD_SIZE / 2.0),
            height: 120.0,
            ..Hand::default()
        };
        STYLES[style].written_by(&hand).strokes
    };
    for start in 0..STYLES.len() - 2 {
        let strokes = (0..3).flat_map(|place| digit(place, start + place));
        let drawing: Drawing = strokes.collect();
        let number = recognize(&Eights, &drawing).expect("the stub never fails");
        let number = number.expect("the drawing has ink");
        let inks = number.digits().iter().map(|digit| {
            let ink = strokes_of(digit, &drawing).expect("the digit is from this drawing");
            assert_eq!(preprocess(&ink).as_ref(), Some(&digit.image));
            assert_eq!(BoundingBox::of(ink.points()), Some(digit.bounds));
            ink.strokes.len()
        });
        assert_eq!(inks.sum::<usize>(), drawing.strokes.len());
    }
}

#[test]
fn a_digit_of_another_drawing_has_no_strokes() {
    let [one, other] = [10.0, 200.0].map(|x| {
        let stroke = Stroke::from_iter([(x, 10.0), (x, 90.0)]);
        Drawing::from_iter([stroke])
    });
    let number = recognize(&Eights, &one).expect("the stub never fails");
    let digit = number.expect("the drawing has ink").digits()[0].clone();
    assert_eq!(strokes_of(&digit, &one).as_ref(), Some(&one));
    assert_eq!(strokes_of(&digit, &other), None);
    assert_eq!(strokes_of(&digit, &Drawing::default()), None);
}
