use bytes::Bytes;
use prost::Message;

use crate::onnx::{Attribute, Graph, Model, Node, Tensor};
use crate::{CodegenError, generate, pack, read};

const ONNX: &[u8] = include_bytes!("../../weights/digits.onnx");

#[test]
fn every_weight_of_the_committed_model_is_stored() {
    let network = generate(ONNX).expect("every operator is supported");
    assert!(network.source.contains("conv2d("));
    assert!(network.source.contains("max_pool("));
    let parameters: usize = graph(&committed())
        .initializer
        .iter()
        .map(|tensor| tensor.raw_data.len() / 4)
        .sum();
    // 12 bits each.
    assert!(2 * network.weights.len() >= 3 * parameters);
}

#[test]
fn unsupported_graphs_have_distinct_errors() {
    struct Case {
        change: fn(&mut Graph),
        message: &'static str,
    }
    for Case { change, message } in [
        Case {
            change: |graph| first(graph, "Relu").op_type = "Elu".into(),
            message: "the operator Elu of the node /blocks.0/relu/Relu is unknown",
        },
        Case {
            change: |graph| set(first(graph, "Conv"), "group", &[2]),
            message: "Conv of the node /blocks.0/conv/Conv is not supported in this form: group 2",
        },
        Case {
            change: |graph| set(first(graph, "Conv"), "pads", &[1, 1, 0, 0]),
            message: "pads [1, 1, 0, 0]",
        },
        Case {
            change: |graph| set(first(graph, "MaxPool"), "kernel_shape", &[3, 3]),
            message: "kernel_shape 3 instead of 2",
        },
        Case {
            change: |graph| set(first(graph, "MaxPool"), "storage_order", &[1]),
            message: "the attribute storage_order",
        },
        Case {
            change: |graph| graph.node.retain(|node| node.op_type != "Flatten"),
            message: "no supported node computes its input /Flatten_output_0",
        },
        Case {
            change: |graph| graph.output.truncate(1),
            message: "expected 1×28×28 intensities → ten logits, one rejection",
        },
        Case {
            change: |graph| set_first_weight(&mut graph.initializer[0], 1e5),
            message: "the weight 100000 does not fit into the 12 bits",
        },
        Case {
            change: |graph| set_first_weight(&mut graph.initializer[0], 0.1),
            message: "the weight 0.1 does not fit into the 12 bits",
        },
    ] {
        let mut model = committed();
        change(graph_mut(&mut model));
        let error = generate(&model.encode_to_vec()).err().expect(message);
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn bytes_that_are_not_onnx_are_rejected() {
    let error = generate(b"no model").err();
    assert!(matches!(error, Some(CodegenError::Read(_))), "{error:?}");
}

#[test]
fn weights_are_packed_with_output_channels_last() {
    // Five outputs, one input, a kernel of 1×1: padded by three outputs and one input.
    let packed = pack(&[1., 2., 3., 4., 5.], &[10., 20., 30., 40., 50.], 1, 2);
    let biases = [10., 20., 30., 40., 50., 0., 0., 0.];
    let weights = [1., 2., 3., 4., 5., 0., 0., 0.];
    assert_eq!(packed, [biases, weights, [0.; 8]].concat());
}

fn committed() -> Model {
    read(&Bytes::from_static(ONNX)).expect("the committed model")
}

fn graph(model: &Model) -> &Graph {
    model.graph.as_ref().expect("a graph")
}

fn graph_mut(model: &mut Model) -> &mut Graph {
    model.graph.as_mut().expect("a graph")
}

fn first<'a>(graph: &'a mut Graph, operator: &str) -> &'a mut Node {
    let mut nodes = graph.node.iter_mut();
    nodes
        .find(|node| node.op_type == operator)
        .expect("the model has one")
}

fn set(node: &mut Node, name: &str, values: &[i64]) {
    node.attribute.retain(|attribute| attribute.name != name);
    node.attribute.push(Attribute {
        name: name.into(),
        ints: values.to_vec(),
        ..Attribute::default()
    });
}

/// Replaces the first weight.
fn set_first_weight(tensor: &mut Tensor, weight: f32) {
    let others = &tensor.raw_data[4..];
    tensor.raw_data = [&weight.to_le_bytes(), others].concat().into();
}
