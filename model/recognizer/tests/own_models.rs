//! Imported models, valid and invalid, natively and in WebAssembly; `models/make.py` generates them.

use recognizer::{
    Classifier, InkValue, ModelError, PixelConvention, TractClassifier, check_model_size, model,
    preprocess,
};
use synthetic_ink::{Hand, STYLES, labeled};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const PYTORCH: &[u8] = include_bytes!("models/pytorch.onnx");
const KERAS: &[u8] = include_bytes!("models/keras.onnx");

/// Normalization of PyTorch's MNIST example.
fn pytorch() -> PixelConvention {
    PixelConvention::new(InkValue::One, 0.1307, 0.3081).expect("a convention")
}

fn load(onnx: &[u8], convention: PixelConvention) -> TractClassifier {
    TractClassifier::load(onnx, convention).expect("a model that classifies digits")
}

/// Number of styles that are classified correctly.
fn count_correct(classifier: &TractClassifier) -> usize {
    let is_correct = |style: &&synthetic_ink::Style| {
        let image = preprocess(&style.written_by(&Hand::default())).expect("styles have ink");
        let predictions = classifier.classify(&[image]).expect("inference works");
        let sum: f32 = predictions[0].probabilities().iter().sum();
        assert!((sum - 1.0).abs() < 1e-5, "{sum}");
        assert!(!predictions[0].is_rejected());
        predictions[0].top1() == style.digit
    };
    STYLES.iter().filter(is_correct).count()
}

#[test]
fn models_of_two_frameworks_classify_digits() {
    for (name, onnx, convention) in [
        ("PyTorch, logits, channels first", PYTORCH, pytorch()),
        (
            "Keras, probabilities, channels last",
            KERAS,
            PixelConvention::default(),
        ),
    ] {
        let correct = count_correct(&load(onnx, convention));
        assert!(10 * correct >= 8 * STYLES.len(), "{name}: {correct}");
    }
}

#[test]
fn a_wrong_convention_costs_accuracy() {
    let inverted = PixelConvention::new(InkValue::Zero, 0.0, 1.0).expect("a convention");
    let expected = count_correct(&load(KERAS, PixelConvention::default()));
    assert!(count_correct(&load(KERAS, inverted)) < expected / 2);
}

#[test]
fn the_committed_model_can_be_imported() {
    let classifier = load(model::ONNX, PixelConvention::default());
    assert_eq!(classifier.parameters(), model::PARAMETERS);
    assert_eq!(count_correct(&classifier), STYLES.len());
}

/// The page compares imported models on this set.
#[test]
fn labeled_digits_are_balanced_and_legible() {
    let committed = load(model::ONNX, PixelConvention::default());
    let (mut counts, mut correct) = ([0; 10], 0);
    for seed in 0..100 {
        let (digit, drawing) = labeled(seed);
        assert_eq!(labeled(seed), (digit, drawing.clone()));
        let image = preprocess(&drawing).expect("digits have ink");
        let predictions = committed.classify(&[image]).expect("inference works");
        counts[usize::from(digit)] += 1;
        correct += usize::from(predictions[0].top1() == digit);
    }
    assert_eq!(counts, [10; 10]);
    assert!(correct >= 97, "{correct}");
}

#[test]
fn every_defect_of_a_file_has_its_message() {
    let half = &PYTORCH[..PYTORCH.len() / 2];
    for (file, message) in [
        (&b"GIF89a, no model"[..], "this is no ONNX model"),
        (b"", "this is no ONNX model"),
        (half, "this ONNX file is damaged"),
        (&[0x08, 0x08], "it has no graph"),
        (
            include_bytes!("models/unknown-operator.onnx"),
            "the operator Holograph is unknown",
        ),
        (include_bytes!("models/wrong-input.onnx"), "takes N×3×32×32"),
        (include_bytes!("models/wrong-output.onnx"), "gives 1×2:"),
        (
            include_bytes!("models/two-inputs.onnx"),
            "2 inputs (image, mask)",
        ),
        (include_bytes!("models/not-finite.onnx"), "NaN or infinity"),
    ] {
        let error = TractClassifier::load(file, PixelConvention::default());
        let error = error.err().expect(message).to_string();
        assert!(error.contains(message), "{message}: {error}");
    }
}

#[test]
fn huge_files_are_rejected_by_size() {
    assert_eq!(check_model_size(model::MAX_BYTES), Ok(()));
    let error = check_model_size(model::MAX_BYTES + 1);
    assert_eq!(error, Err(ModelError::TooLarge(64_000_001)));
    let sentence = error.expect_err("too large").to_string();
    assert!(
        sentence.starts_with("the file has 65 MB, and at most 64"),
        "{sentence}"
    );
}

#[cfg(not(target_arch = "wasm32"))]
mod properties {
    use super::PYTORCH;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;
    use recognizer::{DigitImage, InkValue, PixelConvention, TractClassifier};

    fn any_convention() -> impl Strategy<Value = PixelConvention> {
        let ink = prop_oneof![Just(InkValue::One), Just(InkValue::Zero)];
        (ink, -10.0_f32..10.0, 0.01_f32..10.0).prop_map(|(ink, mean, deviation)| {
            PixelConvention::new(ink, mean, deviation).expect("a convention")
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 64,
            rng_seed: RngSeed::Fixed(1),
            ..ProptestConfig::default()
        })]

        #[test]
        fn inputs_interpolate_between_paper_and_ink(
            convention in any_convention(), pixels in any::<[[u8; 28]; 28]>(),
        ) {
            let flat = std::array::from_fn(|pixel| pixels[pixel / 28][pixel % 28]);
            let image = DigitImage::new(flat);
            let (paper, ink) = (convention.paper(), convention.ink());
            for (number, intensity) in convention.feed(&image).zip(image.normalized()) {
                let expected = paper + (ink - paper) * intensity;
                prop_assert!((number - expected).abs() <= 1e-3 * (1.0 + expected.abs()));
            }
        }

        #[test]
        fn the_other_ink_value_swaps_ink_and_paper(convention in any_convention()) {
            let other = match convention.ink_value() {
                InkValue::One => InkValue::Zero,
                InkValue::Zero => InkValue::One,
            };
            let swapped = PixelConvention::new(other, convention.mean(), convention.deviation());
            let swapped = swapped.expect("a convention");
            prop_assert_eq!(convention.paper(), swapped.ink());
            prop_assert_eq!(convention.ink(), swapped.paper());
        }

        #[test]
        fn a_damaged_file_does_not_panic(place in 0_usize..12_000, byte in any::<u8>(), end in any::<bool>()) {
            let mut damaged = PYTORCH.to_vec();
            if end {
                damaged.truncate(place);
            } else {
                damaged[place] = byte;
            }
            // Most bytes are weights, so the damaged file may still be a valid model.
            let _ = TractClassifier::load(&damaged, PixelConvention::default());
        }
    }

    #[test]
    fn a_deviation_must_be_a_usable_divisor() {
        for (mean, deviation) in [
            (0.0, 0.0),
            (0.0, -1.0),
            (f32::NAN, 1.0),
            (0.0, f32::NAN),
            (f32::INFINITY, 1.0),
            (0.0, f32::MIN_POSITIVE / 4.0),
        ] {
            let convention = PixelConvention::new(InkValue::One, mean, deviation);
            assert!(convention.is_err(), "{mean} {deviation}");
        }
    }
}
