//! The generated network agrees with tract, natively and in WebAssembly.

use digits_net::CompiledClassifier;
use recognizer::{
    Classifier, DigitImage, Outputs, TractClassifier, classify_one, model, preprocess,
};
use synthetic_ink::{Hand, NONDIGITS, STYLES};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Tolerance for sums in another order.
const TOLERANCE: f32 = 1e-4;

#[test]
fn it_is_generated_from_the_committed_model() {
    assert_eq!(CompiledClassifier::FINGERPRINT, model::FINGERPRINT);
}

#[test]
fn outputs_agree_with_tract() {
    let compiled = CompiledClassifier::new();
    let tract = TractClassifier::embedded().expect("the committed model loads");
    for image in images() {
        let theirs = tract.outputs(&image).expect("inference works");
        assert!(difference(&compiled.outputs(&image), &theirs) < TOLERANCE);
    }
}

#[test]
fn every_style_is_recognized() {
    let classifier = CompiledClassifier::new();
    for style in STYLES {
        let image = preprocess(&style.written_by(&Hand::default())).expect("styles have ink");
        let prediction = classify_one(&classifier, &image).expect("inference works");
        let name = format!("{} {}", style.digit, style.name);
        assert_eq!(prediction.top1(), style.digit, "{name}: {prediction:?}");
    }
}

/// Buffers are reused: one image must not affect the next.
#[test]
fn images_are_classified_independently() {
    let classifier = CompiledClassifier::new();
    let images = images();
    let together = classifier.classify(&images).expect("inference works");
    for (image, expected) in images.iter().zip(together) {
        assert_eq!(classify_one(&classifier, image), Ok(expected));
    }
}

#[cfg(target_arch = "wasm32")]
#[test]
fn it_is_compiled_with_simd() {
    assert!(cfg!(target_feature = "simd128"));
}

fn images() -> Vec<DigitImage> {
    let digits = STYLES
        .iter()
        .map(|style| style.written_by(&Hand::default()));
    let nondigits = NONDIGITS.iter().map(|family| family.drawn(7));
    let drawings = digits.chain(nondigits);
    drawings
        .filter_map(|drawing| preprocess(&drawing))
        .collect()
}

fn difference(a: &Outputs, b: &Outputs) -> f32 {
    let logits = a.logits.iter().zip(&b.logits).map(|(a, b)| (a - b).abs());
    logits.fold((a.rejection - b.rejection).abs(), f32::max)
}
