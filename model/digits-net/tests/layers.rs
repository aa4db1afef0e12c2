//! The displayed layers are those of the actual forward pass.
#![cfg(not(target_arch = "wasm32"))]

use digits_net::{CompiledClassifier, Layer, LayerKind};
use recognizer::{DigitImage, model, preprocess};
use synthetic_ink::{Hand, NONDIGITS, STYLES};
use tract_onnx::prelude::*;

/// Tolerance for sums in another order.
const TOLERANCE: f32 = 1e-4;

fn images() -> Vec<DigitImage> {
    let digits = STYLES.iter().take(12);
    let digits = digits.map(|style| style.written_by(&Hand::default()));
    let nondigits = NONDIGITS.iter().take(3).map(|family| family.drawn(7));
    let drawings = digits.chain(nondigits);
    drawings
        .filter_map(|drawing| preprocess(&drawing))
        .collect()
}

#[test]
fn the_last_layers_are_the_outputs() {
    let classifier = CompiledClassifier::new();
    for image in images() {
        let outputs = classifier.outputs(&image);
        let layers = classifier.layers(&image);
        let [.., logits, rejection] = &layers[..] else {
            panic!("{} layers", layers.len())
        };
        assert_eq!(logits.values, outputs.logits);
        assert_eq!(rejection.values, [outputs.rejection]);
        assert_eq!(classifier.outputs(&image), outputs);
    }
}

#[test]
fn the_maximum_is_white_and_negative_values_are_black() {
    let layer = Layer {
        kind: LayerKind::Dense,
        channels: 2,
        height: 1,
        width: 2,
        values: vec![-3.0, 0.0, 2.0, 0.5],
    };
    assert_eq!(layer.grays(), [0, 0, 255, 64]);
    let values = vec![0.0; 4];
    assert_eq!(Layer { values, ..layer }.grays(), [0; 4]);
}

#[test]
fn every_layer_agrees_with_tract() -> TractResult<()> {
    let mut graph = tract_onnx::onnx().model_for_read(&mut &model::ONNX[..])?;
    let nodes = graph.nodes().iter().map(|node| node.name.clone());
    let is_layer = |name: &String| {
        let ends = ["Conv", "MaxPool", "Gemm"];
        ends.iter().any(|end| name.ends_with(end))
    };
    let names: Vec<String> = nodes.filter(is_layer).collect();
    graph.select_outputs_by_name(&names)?;
    let shape = [1, 1, DigitImage::SIDE, DigitImage::SIDE];
    graph.set_input_fact(0, f32::fact(shape).into())?;
    let plan = graph.into_optimized()?.into_runnable()?;
    let classifier = CompiledClassifier::new();
    for image in images() {
        let pixels: Vec<f32> = image.normalized().collect();
        let theirs = plan.run(tvec!(Tensor::from_shape(&shape, &pixels)?.into()))?;
        let ours = classifier.layers(&image);
        assert_eq!(ours.len(), names.len());
        for ((layer, expected), name) in ours.iter().zip(theirs).zip(&names) {
            check(
                layer,
                expected.to_plain_array_view::<f32>()?.as_slice(),
                name,
            );
        }
    }
    Ok(())
}

fn check(layer: &Layer, expected: Option<&[f32]>, name: &str) {
    let expected = expected.expect("contiguous values");
    let area = layer.height * layer.width;
    assert_eq!(layer.values.len(), layer.channels * area, "{name}");
    assert_eq!(layer.values.len(), expected.len(), "{name}");
    // The graph has a separate node for ReLU.
    let clamp_min = match layer.kind {
        LayerKind::Convolution => 0.0,
        LayerKind::MaxPool | LayerKind::Dense => f32::NEG_INFINITY,
    };
    for (ours, theirs) in layer.values.iter().zip(expected) {
        assert!(
            (ours - theirs.max(clamp_min)).abs() < TOLERANCE,
            "{name}: {ours} {theirs}"
        );
    }
}
