//! Models whose outputs differ from ten logits: which output is which, and what the scores mean. Each is
//! one of the examples with other outputs.

#![cfg(not(target_arch = "wasm32"))]

use prost::Message;
use recognizer::{
    Classifier, InkValue, ModelError, PixelConvention, Prediction, TractClassifier, preprocess,
};
use synthetic_ink::labeled;
use tract_onnx::pb::attribute_proto::AttributeType;
use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::tensor_shape_proto::{Dimension, dimension::Value};
use tract_onnx::pb::type_proto::{Tensor, Value as Type};
use tract_onnx::pb::{
    AttributeProto, GraphProto, ModelProto, NodeProto, TensorShapeProto, TypeProto, ValueInfoProto,
};

const PYTORCH: &[u8] = include_bytes!("models/pytorch.onnx");
const KERAS: &[u8] = include_bytes!("models/keras.onnx");

/// Number of labeled digits per model.
const DIGITS: u64 = 200;

fn pytorch() -> PixelConvention {
    PixelConvention::new(InkValue::One, 0.1307, 0.3081).expect("a convention")
}

/// The model with a changed graph.
fn changed(model: &[u8], change: impl FnOnce(&mut GraphProto)) -> Vec<u8> {
    let mut model = ModelProto::decode(model).expect("an example");
    change(model.graph.as_mut().expect("a graph"));
    model.encode_to_vec()
}

/// Node after the last one, with ONNX's default attributes.
fn node(operator: &str, input: &str, output: &str) -> NodeProto {
    NodeProto {
        op_type: operator.to_owned(),
        input: vec![input.to_owned()],
        output: vec![output.to_owned()],
        ..NodeProto::default()
    }
}

/// Index of the largest score.
fn label() -> NodeProto {
    let integer = |name: &str, value| AttributeProto {
        name: name.to_owned(),
        r#type: AttributeType::Int as i32,
        i: value,
        ..AttributeProto::default()
    };
    NodeProto {
        attribute: vec![integer("axis", 1), integer("keepdims", 0)],
        ..node("ArgMax", "logits", "label")
    }
}

/// Declared output; `None` for a size that is open.
fn output(name: &str, kind: DataType, sizes: &[Option<i64>]) -> ValueInfoProto {
    let dimension = |size: &Option<i64>| Dimension {
        value: Some(size.map_or_else(|| Value::DimParam("N".to_owned()), Value::DimValue)),
        ..Dimension::default()
    };
    let tensor = Tensor {
        elem_type: kind as i32,
        shape: Some(TensorShapeProto {
            dim: sizes.iter().map(dimension).collect(),
        }),
    };
    ValueInfoProto {
        name: name.to_owned(),
        r#type: Some(TypeProto {
            value: Some(Type::TensorType(tensor)),
            ..TypeProto::default()
        }),
        ..ValueInfoProto::default()
    }
}

fn ten(name: &str) -> ValueInfoProto {
    output(name, DataType::Float, &[None, Some(10)])
}

fn float(name: &str) -> ValueInfoProto {
    output(name, DataType::Float, &[None])
}

fn integers(name: &str) -> ValueInfoProto {
    output(name, DataType::Int64, &[None])
}

/// Sequence of maps, as scikit-learn's converter declares it.
fn maps(name: &str) -> ValueInfoProto {
    ValueInfoProto {
        name: name.to_owned(),
        r#type: Some(TypeProto::default()),
        ..ValueInfoProto::default()
    }
}

fn softmax() -> NodeProto {
    node("Softmax", "logits", "probabilities")
}

/// Makes maps of probabilities, as scikit-learn's converter does; tract has no such operator.
fn zip_map() -> NodeProto {
    NodeProto {
        domain: "ai.onnx.ml".to_owned(),
        ..node("ZipMap", "probabilities", "output_probability")
    }
}

/// PyTorch's example with these nodes after its logits, and these outputs.
fn model(nodes: Vec<NodeProto>, outputs: Vec<ValueInfoProto>) -> Vec<u8> {
    changed(PYTORCH, |graph| {
        graph.node.extend(nodes);
        graph.output = outputs;
    })
}

fn predictions(onnx: &[u8], convention: PixelConvention) -> Vec<(u8, Prediction)> {
    let classifier = TractClassifier::load(onnx, convention).expect("a model of digits");
    let predict = |seed| {
        let (digit, drawing) = labeled(seed);
        let image = preprocess(&drawing).expect("digits have ink");
        let predictions = classifier.classify(&[image]).expect("inference works");
        (digit, predictions[0].clone())
    };
    (0..DIGITS).map(predict).collect()
}

/// Largest difference between probabilities of the example and of a variant; neither rejects a digit.
fn difference(variant: &[u8]) -> f32 {
    let example = predictions(PYTORCH, pytorch());
    let variant = predictions(variant, pytorch());
    let pairs = example.iter().zip(&variant).flat_map(|((_, a), (_, b))| {
        assert!(!a.is_rejected() && !b.is_rejected());
        a.probabilities().iter().zip(b.probabilities())
    });
    pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn other_outputs_than_the_scores_are_ignored() {
    let best = || node("ReduceMax", "logits", "best");
    let loss = || node("ReduceMean", "logits", "loss");
    let features = || node("Identity", "image", "features");
    let cases: [(&str, Vec<NodeProto>, Vec<ValueInfoProto>); 10] = [
        (
            "a label",
            vec![label()],
            vec![ten("logits"), integers("label")],
        ),
        (
            "a label first",
            vec![label()],
            vec![integers("label"), ten("logits")],
        ),
        (
            "the best score",
            vec![best()],
            vec![ten("logits"), float("best")],
        ),
        (
            "a loss first",
            vec![loss()],
            vec![float("loss"), ten("logits")],
        ),
        (
            "probabilities and a label",
            vec![softmax(), label()],
            vec![integers("label"), ten("probabilities")],
        ),
        (
            "logits and probabilities",
            vec![softmax()],
            vec![ten("probabilities"), ten("logits")],
        ),
        (
            "the logarithms of probabilities",
            vec![node("LogSoftmax", "logits", "scores")],
            vec![ten("scores")],
        ),
        (
            "a sequence of maps, of an operator that the engine lacks",
            vec![softmax(), zip_map()],
            vec![maps("output_probability"), ten("probabilities")],
        ),
        (
            "features without a declared type",
            vec![features()],
            vec![
                ValueInfoProto {
                    name: "features".to_owned(),
                    ..ValueInfoProto::default()
                },
                ten("logits"),
            ],
        ),
        (
            "three outputs",
            vec![label(), best()],
            vec![float("best"), ten("logits"), integers("label")],
        ),
    ];
    for (name, nodes, outputs) in cases {
        let difference = difference(&model(nodes, outputs));
        assert!(difference < 1e-4, "{name}: {difference}");
    }
}

#[test]
fn a_rejection_is_found_by_its_name() {
    let rejection = || node("ReduceMax", "logits", "out_rejection");
    for outputs in [
        vec![ten("logits"), float("out_rejection")],
        vec![float("out_rejection"), ten("logits")],
    ] {
        let variant = model(vec![rejection()], outputs);
        // The largest logit of a digit is above 0.
        let rejected = predictions(&variant, pytorch());
        let count = rejected.iter().filter(|(_, it)| it.is_rejected()).count();
        assert!(count as u64 > DIGITS * 9 / 10, "{count}");
    }
}

#[test]
fn outputs_that_cannot_be_told_apart_are_refused() {
    let twice = || vec![node("Identity", "logits", "a"), node("Neg", "logits", "b")];
    let cases: [(&str, Vec<NodeProto>, Vec<ValueInfoProto>); 4] = [
        (
            "ten numbers several times (a, b): export it with one",
            twice(),
            vec![ten("a"), ten("b")],
        ),
        (
            "no floating-point numbers, only labels",
            vec![label()],
            vec![integers("label")],
        ),
        (
            "no floating-point numbers",
            vec![softmax(), zip_map()],
            vec![maps("output_probability")],
        ),
        (
            "gives 1×1: export it to give ten numbers",
            vec![node("ReduceMax", "logits", "best")],
            vec![output("best", DataType::Float, &[Some(1)])],
        ),
    ];
    for (message, nodes, outputs) in cases {
        let error = TractClassifier::load(&model(nodes, outputs), pytorch());
        let error = error.err().expect(message).to_string();
        assert!(error.contains(message), "{message}: {error}");
    }
}

#[test]
fn scores_of_a_sigmoid_are_not_normalized_to_a_few_percent() {
    let sigmoid = model(vec![node("Sigmoid", "logits", "p")], vec![ten("p")]);
    let example = predictions(PYTORCH, pytorch());
    let sigmoid = predictions(&sigmoid, pytorch());
    let mut confidences: Vec<f32> = Vec::new();
    for ((_, expected), (_, found)) in example.iter().zip(&sigmoid) {
        assert_eq!(expected.top1(), found.top1());
        confidences.push(found.confidence());
    }
    confidences.sort_by(f32::total_cmp);
    let median = confidences[confidences.len() / 2];
    assert!(median > 0.9, "{median}");
    let rejected = sigmoid.iter().filter(|(_, it)| it.is_rejected()).count();
    assert!(rejected as u64 <= DIGITS / 50, "{rejected}");
}

#[test]
fn open_dimensions_fit_both_layouts() {
    let open = |onnx: &[u8]| {
        changed(onnx, |graph| {
            graph.input[0] = output("image", DataType::Float, &[None; 4]);
        })
    };
    for (onnx, convention) in [(PYTORCH, pytorch()), (KERAS, PixelConvention::default())] {
        let closed = predictions(onnx, convention);
        assert_eq!(predictions(&open(onnx), convention), closed);
        let right = closed.iter().filter(|(digit, it)| it.top1() == *digit);
        assert!(right.count() as u64 >= DIGITS * 7 / 10);
    }
}

#[test]
fn files_of_other_formats_are_named() {
    let cases: [(&[u8], &str, &str); 10] = [
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 26143\n",
            "pointer of Git LFS",
            "git lfs pull",
        ),
        (b"\x89HDF\r\n\x1a\n\0\0", "Keras", "tf2onnx"),
        (
            b"PK\x03\x04\0\0\0\0archive/data.pkl",
            "PyTorch",
            "torch.onnx.export",
        ),
        (b"PK\x03\x04\0\0\0\0metadata.json", "Keras", "tf2onnx"),
        (b"PK\x03\x04\0\0\0\0model.onnx", "ZIP", "unpack"),
        (b"\x80\x02\x8a\nl\xfc", "PyTorch", "torch.onnx.export"),
        (b"\x1c\0\0\0TFL3\0\0", "TensorFlow Lite", "tf2onnx"),
        (
            b"\x40\0\0\0\0\0\0\0{\"a\":1}",
            "safetensors",
            "torch.onnx.export",
        ),
        (b"\x1f\x8b\x08\0\0\0\0\0", "gzip", "unpack"),
        (
            b"<!DOCTYPE html>\n<title>404</title>",
            "web page",
            "download",
        ),
    ];
    for (file, format, remedy) in cases {
        let error = TractClassifier::load(file, PixelConvention::default());
        let error = error.err().expect("no model");
        assert!(matches!(error, ModelError::OtherFormat { .. }), "{error}");
        let sentence = error.to_string();
        assert!(
            sentence.contains(format) && sentence.contains(remedy),
            "{sentence}"
        );
    }
}
